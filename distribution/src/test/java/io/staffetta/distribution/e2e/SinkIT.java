package io.staffetta.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// Relaying to Postfix's `smtp-sink`, in all the moods it has.
class SinkIT {

    private static final int SESSIONS = 8;
    private static final int MESSAGES = 1000;

    /// Domains, and what their sinks do not do.
    private static final Map<String, String[]> OPTIONS =
            Map.of(
                    "able.test", new String[0],
                    "helo.test", new String[] {"-e"},
                    "pix.test", new String[] {"-P"},
                    "unpiped.test", new String[] {"-p"},
                    "seven.test", new String[] {"-8"},
                    "nodsn.test", new String[] {"-N"},
                    "no-mail.test", new String[] {"-f", "MAIL"},
                    "no-rcpt.test", new String[] {"-f", "RCPT"},
                    "no-data.test", new String[] {"-f", "DATA"},
                    "no-content.test", new String[] {"-f", "."});

    @TempDir static Path folder;
    private static final Map<String, SmtpSink> SINKS = new HashMap<>();
    private static Relay relay;

    @BeforeAll
    static void start() {
        SmtpSink.assumeInstalled();
        var configuration = new RelayConfiguration();
        OPTIONS.forEach((domain, options) -> {
            SINKS.put(domain, SmtpSink.start(options));
            configuration.remote(domain, sink(domain).host());
        });
        int dead = FreePort.any();
        configuration.remote(
                "failover.test", "[::1]:" + dead, "[127.0.0.1]:" + dead, sink("able.test").host());
        relay = Relay.start(folder, configuration);
    }

    @AfterAll
    static void stop() {
        if (relay != null) {
            relay.close();
        }
        SINKS.values().forEach(SmtpSink::close);
    }

    @Test
    void aThousandMessagesArriveOnceEach() throws Exception {
        try (var sessions = Executors.newVirtualThreadPerTaskExecutor()) {
            var running =
                    IntStream.range(0, SESSIONS)
                            .<Future<?>>mapToObj(i -> sessions.submit(() -> sendEach(i)))
                            .toList();
            for (var session : running) {
                session.get();
            }
        }
        assertThat(sink("able.test").await(MESSAGES))
                .filteredOn(mail -> mail.subject().startsWith("of many "))
                .hasSize(MESSAGES)
                .allSatisfy(mail -> assertThat(mail.body()).startsWith(".\n..dots\n"))
                .extracting(SinkMail::subject)
                .doesNotHaveDuplicates();
    }

    private static void sendEach(int session) {
        try (var wire = relay.session()) {
            for (int i = session; i < MESSAGES; i += SESSIONS) {
                assertThat(
                                wire.message(
                                        Relay.ANNA,
                                        "x@able.test",
                                        "Subject: of many %d\r\n\r\n..\r\n...dots\r\n%s"
                                                .formatted(i, SmtpSink.END)))
                        .startsWith("250");
            }
        }
    }

    @Test
    void theNextHostIsTriedWhereOneIsDead() {
        relay.send("x@failover.test", "failover");
        sink("able.test").awaitSubject("failover");
    }

    @Test
    void whatTheServerTellsItsClientIsUsed() {
        relay.send(
                "<" + Relay.ANNA + "> BODY=8BITMIME RET=HDRS ENVID=e-1",
                List.of("<x@able.test> NOTIFY=FAILURE ORCPT=rfc822;y@able.test"),
                eightBit("eight"));
        var mail = sink("able.test").awaitSubject("eight");
        assertThat(mail.protocol()).isEqualTo("ESMTP");
        assertThat(mail.mail())
                .startsWith("<" + Relay.ANNA + ">")
                .contains("BODY=8BITMIME", "RET=HDRS", "ENVID=e-1");
        assertThat(mail.recipients())
                .containsExactly("<x@able.test> NOTIFY=FAILURE ORCPT=rfc822;y@able.test");
        assertThat(utf8(mail.body())).startsWith("grüezi\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"helo.test", "pix.test", "seven.test"})
    void aServerThatTakesSevenBitsGetsSevenBits(String domain) throws Exception {
        relay.send(
                "<" + Relay.ANNA + "> BODY=8BITMIME",
                List.of("<x@" + domain + ">", "<y@" + domain + ">"),
                eightBit(domain));
        var mail = sink(domain).awaitSubject(domain);
        assertThat(mail.recipients()).hasSize(2);
        assertThat(mail.mail()).doesNotContain("8BITMIME");
        assertThat(mail.text().chars()).allMatch(octet -> octet < 128);
        assertThat(decoded(mail)).startsWith("grüezi");
    }

    @Test
    void aServerWithoutPipeliningIsGivenOneCommandAtATime() {
        relay.send(
                "<" + Relay.ANNA + ">",
                List.of("<a@unpiped.test>", "<b@unpiped.test>", "<c@unpiped.test>"),
                Relay.text("unpiped"));
        assertThat(sink("unpiped.test").awaitSubject("unpiped").recipients()).hasSize(3);
    }

    @Test
    void whoAsksAboutSuccessIsToldWhereReportsEnd() {
        relay.send(
                "<" + Relay.ANNA + "> ENVID=e-2",
                List.of("<x@nodsn.test> NOTIFY=SUCCESS"),
                Relay.text("relayed"));
        assertThat(sink("nodsn.test").awaitSubject("relayed").recipients())
                .containsExactly("<x@nodsn.test>");
        var report = relay.report("x@nodsn.test");
        assertThat(report.field("Original-Envelope-Id")).isEqualTo("e-2");
        assertThat(report.recipientField("Action")).isEqualTo("relayed");
        assertThat(report.recipientField("Status")).startsWith("2.");
        assertThat(report.returnedType()).isEqualTo("text/rfc822-headers");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-mail.test", "no-rcpt.test", "no-data.test", "no-content.test"})
    void whatAServerRefusesGoesBackWithItsWords(String domain) {
        relay.send("someone@" + domain, "refused");
        var report = relay.report("someone@" + domain);
        assertThat(report.recipientField("Action")).isEqualTo("failed");
        assertThat(report.recipientField("Status")).isEqualTo("5.3.0");
        assertThat(report.recipientField("Diagnostic-Code"))
                .isEqualTo("smtp; 500 5.3.0 Error: command failed");
        assertThat(report.recipientField("Remote-MTA")).startsWith("dns; ");
        assertThat(report.returned()).contains("Subject: refused");
    }

    @Test
    void anAddressTheServerCannotTakeIsNotSentWrong() {
        try (var wire = relay.session()) {
            var sent =
                    wire.transaction(
                            "<%s> SMTPUTF8".formatted(Relay.ANNA),
                            List.of("<" + octets("jürg@able.test") + ">"),
                            octets("Subject: für jürg\r\n\r\n" + SmtpSink.END));
            assertThat(sent).startsWith("250");
        }
        var raw = relay.inbox().awaitContaining(octets("für jürg"));
        assertThat(raw).contains("Action: failed").contains("Status: 5.6.7");
        assertThat(sink("able.test").ofSubject(octets("für jürg"))).isEmpty();
    }

    private static SmtpSink sink(String domain) {
        return SINKS.get(domain);
    }

    private static String eightBit(String subject) {
        return octets(
                """
                Subject: %s
                MIME-Version: 1.0
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: 8bit

                grüezi
                """
                                .formatted(subject)
                                .replace("\n", "\r\n")
                        + SmtpSink.END);
    }

    private static String decoded(SinkMail mail) throws Exception {
        var message =
                new MimeMessage(
                        Session.getInstance(new Properties()),
                        new ByteArrayInputStream(
                                mail.text().getBytes(StandardCharsets.ISO_8859_1)));
        return (String) message.getContent();
    }

    /// As `SmtpWire` sends it: a character for each octet.
    private static String octets(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static String utf8(String octets) {
        return new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
