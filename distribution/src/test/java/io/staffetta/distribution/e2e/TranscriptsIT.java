package io.staffetta.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.testkit.Transcript;
import io.staffetta.testkit.TranscriptSocket;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Plays the dialogues in `src/test/resources/transcripts` against the server as its users have it:
/// protocol, kernel and storage together. They say that all parts agree; each rule by itself is
/// pinned where it is made.
///
/// Options: `@listener mx` (see the configuration below), `@messages 1` (how many with `Subject:
/// ${name}` must arrive; 0 if absent), `@received text` (what our `Received` field holds), `@stored
/// text` (how the message ends). Variables: `${name}` of the file; `${plain}`, `${login}` and
/// `${password}`, as SASL wants them.
class TranscriptsIT {

    private static final String LOGIN = "anna@example.org";
    private static final String PASSWORD = "correct horse battery staple";

    @TempDir static Path folder;
    private static ServerProcess server;

    static Stream<Transcript> transcripts() {
        return Transcript.in(Path.of("src/test/resources/transcripts"));
    }

    @BeforeAll
    static void start() {
        var configuration = Configurations.write(folder.resolve("conf"), CONFIGURATION);
        server = ServerProcess.start(Distribution.built(), folder.resolve("data"), configuration);
        server.addAccount(LOGIN, PASSWORD);
        for (var alias : List.of("postmaster@example.org", "änna@example.org")) {
            var added = server.command("alias", "add", alias, LOGIN);
            assertThat(added.exitCode()).as(added.err()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void goesAsWritten(Transcript transcript) throws IOException {
        var options = transcript.options();
        var listener = options.getOrDefault("listener", "mx");
        transcript.play(
                TranscriptSocket.connect(server.address(listener)),
                Map.of(
                        "name",
                        transcript.name(),
                        "plain",
                        base64("\0" + LOGIN + "\0" + PASSWORD),
                        "login",
                        base64(LOGIN),
                        "password",
                        base64(PASSWORD)));
        var wanted = Integer.parseInt(options.getOrDefault("messages", "0"));
        var arrived = mailbox().await(wanted, message -> isOf(transcript, message));
        assertThat(arrived).hasSize(wanted);
        for (var option : List.of("received", "stored")) {
            if (options.containsKey(option)) {
                assertThat(arrived).isNotEmpty();
            }
        }
        if (options.containsKey("received")) {
            assertThat(arrived.getFirst()).contains(unescaped(options.get("received")));
        }
        if (options.containsKey("stored")) {
            assertThat(arrived.getFirst()).endsWith(unescaped(options.get("stored")));
        }
    }

    @AfterAll
    static void nothingElseHappened() {
        try (var running = server) {
            running.command("queue", "list");
            assertThat(running.stop()).isZero();
            assertThat(mailbox().messages())
                    .isNotEmpty()
                    .noneSatisfy(
                            message -> assertThat(headers(message)).contains("Subject: smuggled"));
            assertThat(running.output())
                    .doesNotContain("Exception")
                    .doesNotContain("\tat ")
                    .doesNotContain(" ERROR ")
                    .doesNotContain(PASSWORD)
                    .doesNotContain(base64(PASSWORD))
                    .doesNotContain(base64("\0" + LOGIN + "\0" + PASSWORD));
        }
    }

    private static boolean isOf(Transcript transcript, String message) {
        return headers(message).contains("\r\nSubject: " + transcript.name() + "\r\n");
    }

    private static String headers(String message) {
        int end = message.indexOf("\r\n\r\n");
        return end < 0 ? message : message.substring(0, end + 2);
    }

    private static Maildir mailbox() {
        return Maildir.of(server, "anna", "example.org");
    }

    private static String unescaped(String text) {
        return text.replace("\\r", "\r").replace("\\n", "\n");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static final String CONFIGURATION =
            """
            <staffetta hostname="mail.example.org">
              <domains><domain>example.org</domain></domains>
              <listeners>
                <listener name="mx" protocol="smtp" bind="127.0.0.1:0" tls="opportunistic"/>
                <listener name="tolerant" protocol="smtp" bind="127.0.0.1:0">
                  <bare-newline>normalize</bare-newline>
                  <limits><error-delay>1ms</error-delay></limits>
                </listener>
                <listener name="slow" protocol="smtp" bind="127.0.0.1:0">
                  <greet-delay>1s</greet-delay>
                </listener>
                <listener name="proxied" protocol="smtp" bind="127.0.0.1:0">
                  <proxy-from><network>127.0.0.1</network></proxy-from>
                </listener>
                <listener name="elsewhere" protocol="smtp" bind="127.0.0.1:0">
                  <proxy-from><network>192.0.2.1</network></proxy-from>
                </listener>
                <listener name="submission" protocol="submission" bind="127.0.0.1:0" tls="required"/>
                <listener name="smtps" protocol="submission" bind="127.0.0.1:0" tls="implicit"/>
                <listener name="lmtp" protocol="lmtp" bind="127.0.0.1:0"/>
              </listeners>
              <auth>
                <accounts use="sql"/>
                <mechanism use="plain"/>
                <mechanism use="login"/>
              </auth>
              <relay><permit use="authenticated"/></relay>
              <routes>
                <route domain="local" use="maildir"/>
                <route domain="*" use="error">
                  <status>4.4.1</status><text>far away</text>
                </route>
              </routes>
              <admin bind="127.0.0.1:0"/>
              <limits><login-delay>1ms</login-delay></limits>
            </staffetta>
            """;
}
