package io.staffetta.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.smtp.io.BareNewline;
import io.staffetta.spi.mail.Reply;
import io.staffetta.spi.protocol.Answer;
import io.staffetta.spi.protocol.Protocol;
import io.staffetta.spi.protocol.Protocol.AuthUse;
import io.staffetta.spi.tls.TlsTerms;
import io.staffetta.testkit.Transcript;
import io.staffetta.testkit.TranscriptSocket;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// Plays the dialogues in `src/test/resources/transcripts` over a real socket.
///
/// Options: `@protocol smtp|submission|lmtp`, `@tls never|starttls|implicit`, `@auth
/// none|offered|required`, `@auth-needs-tls`, `@bare-newline normalize`, `@greet-delay 5`,
/// `@strict-paths`, `@max-size 100`, `@hide KEYWORD…`, `@connect 554`, `@messages 1` (how many must
/// have been stored; 0 if absent), `@stored text` (the content of the last one, with `|` for CRLF),
/// `@end QUIT` (the reason that was reported).
class TranscriptsTest {

    static Stream<Transcript> transcripts() {
        return Transcript.in(Path.of("src/test/resources/transcripts"));
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void goesAsWritten(Transcript transcript) throws Exception {
        var options = transcript.options();
        var start = options.getOrDefault("tls", "starttls").toUpperCase(Locale.ROOT);
        var terms =
                new TlsTerms(
                        TlsTerms.Start.valueOf(start),
                        TlsTerms.Required.NOTHING,
                        TlsTerms.ClientCertificate.NONE);
        try (var server =
                new LoopbackServer(protocol(options), terms, intake -> rules(intake, options))) {
            var peer = TranscriptSocket.connect(server.port());
            if (terms.start() == TlsTerms.Start.IMPLICIT) {
                peer.startTls();
            }
            transcript.play(peer, Map.of());
            var intake = server.served();
            var messages = Integer.parseInt(options.getOrDefault("messages", "0"));
            assertThat(intake.stored).as(transcript.name()).hasSize(messages);
            if (options.containsKey("stored")) {
                var content = intake.stored.getLast().content();
                assertThat(new String(content, StandardCharsets.ISO_8859_1))
                        .isEqualTo(options.get("stored").replace("|", "\r\n"));
            }
            if (options.containsKey("end")) {
                assertThat(intake.ends).extracting(Enum::name).containsExactly(options.get("end"));
            }
            assertThat(intake.drafts).allSatisfy(draft -> assertThat(draft.closed).isTrue());
        }
    }

    private static Protocol protocol(Map<String, String> options) {
        var seconds = Integer.parseInt(options.getOrDefault("greet-delay", "0"));
        var settings =
                new SmtpSettings(
                        BareNewline.valueOf(
                                options.getOrDefault("bare-newline", "reject")
                                        .toUpperCase(Locale.ROOT)),
                        options.containsKey("strict-paths"),
                        Duration.ofSeconds(seconds),
                        null,
                        new SmtpLimits(0, 0, 0, Duration.ZERO, 0, 0, 0, 0, 0));
        var meters = new FakeMeters();
        return switch (options.getOrDefault("protocol", "smtp")) {
            case "smtp" -> new MxProtocol(settings, meters);
            case "submission" -> new SubmissionProtocol(settings, meters);
            case "lmtp" -> new LmtpProtocol(settings, meters);
            default -> throw new IllegalArgumentException(options.get("protocol"));
        };
    }

    private static void rules(FakeIntake intake, Map<String, String> options) {
        var auth = options.getOrDefault("auth", "offered").toUpperCase(Locale.ROOT);
        intake.authUse = AuthUse.valueOf(auth);
        intake.authNeedsTls = options.containsKey("auth-needs-tls");
        intake.maxSize = Long.parseLong(options.getOrDefault("max-size", "100000"));
        intake.hide =
                options.containsKey("hide")
                        ? Arrays.asList(options.get("hide").split(" "))
                        : List.of();
        if (options.containsKey("connect")) {
            var code = Integer.parseInt(options.get("connect"));
            var status = code / 100 + ".7.1";
            intake.onConnect = new Answer.Refuse(Reply.of(code, status, "Not welcome"));
        }
        if (options.containsKey("data")) {
            var code = Integer.parseInt(options.get("data"));
            var status = code / 100 + ".7.1";
            intake.onData = new Answer.Refuse(Reply.of(code, status, "No content wanted"));
        }
    }
}
