package io.staffetta.ban;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.kernel.admin.Administration;
import io.staffetta.kernel.plugin.PluginSource;
import io.staffetta.smtp.SmtpPlugin;
import io.staffetta.testkit.TestServer;
import io.staffetta.testkit.Transcript;
import io.staffetta.testkit.TranscriptSocket;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/// The hook as operators configure it.
class BanXmlTest {

    private static final String UNKNOWN =
            """
            S* 220
            C: EHLO client.example
            S* 250
            C: MAIL FROM:<joe@elsewhere.example>
            S* 250
            C: RCPT TO:<nobody1@example.org>
            S* 550
            C: RCPT TO:<nobody2@example.org>
            S* 550
            """;

    private static final String MAIL_PASSES =
            """
            S* 220
            C: EHLO client.example
            S* 250
            C: MAIL FROM:<joe@elsewhere.example>
            S* 250
            C: RCPT TO:<ann@example.org>
            S* 250
            C: DATA
            S* 354
            C: Subject: hi
            C- \\r\\n
            C: .
            S* 250
            C: QUIT
            S* 221
            """;

    @Test
    void whoAsksForTooManyUnknownRecipientsIsTurnedAwayAndStaysBanned() {
        try (var server = start("", "<unknown-recipients>2</unknown-recipients>")) {
            play(server, UNKNOWN + "C: RCPT TO:<ann@example.org>\nS* 421\nCLOSE\n");
            play(server, "S* 421\n");
            assertThat(bans(server)).containsExactly("127.0.0.1/32 2 unknown recipients");

            administration(server).bans().lift("127.0.0.0/8");

            play(server, MAIL_PASSES);
            assertThat(server.deliveries()).hasSize(1);
        }
    }

    @Test
    void fewerFaultsAreForgiven() {
        try (var server = start("", "<unknown-recipients>3</unknown-recipients>")) {
            play(server, UNKNOWN + "C: RCPT TO:<ann@example.org>\nS* 250\nC: QUIT\nS* 221\n");
            play(server, MAIL_PASSES);
            assertThat(bans(server)).isEmpty();
            assertThat(server.deliveries()).hasSize(1);
        }
    }

    @Test
    void faultsOfSeveralSessionsAddUp() {
        try (var server = start("", "<unknown-recipients>3</unknown-recipients>")) {
            play(server, UNKNOWN + "C: RCPT TO:<ann@example.org>\nS* 250\nC: QUIT\nS* 221\n");
            play(server, UNKNOWN.replace("nobody2@example.org>\nS* 550", "x@example.org>\nS* 421"));
            play(server, "S* 421\n");
        }
    }

    @Test
    void protocolErrorsAndAttemptsToRelayCount() {
        try (var server =
                start(
                        "",
                        "<protocol-errors>3</protocol-errors><relay-attempts>1</relay-attempts>")) {
            play(
                    server,
                    """
                    S* 220
                    C: FROB
                    S* 500
                    C: MAIL FROM:<a@b.example>
                    S* 503
                    C: EHLO
                    S* 501
                    C: EHLO client.example
                    S* 250
                    C: MAIL FROM:<a@b.example>
                    S* 421
                    """);
            assertThat(bans(server)).containsExactly("127.0.0.1/32 3 protocol errors");
            administration(server).bans().lift("127.0.0.1");
            play(
                    server,
                    """
                    S* 220
                    C: EHLO client.example
                    S* 250
                    C: MAIL FROM:<a@b.example>
                    S* 250
                    C: RCPT TO:<x@foreign.example>
                    S* 550
                    C: RCPT TO:<ann@example.org>
                    S* 421
                    """);
            assertThat(bans(server)).containsExactly("127.0.0.1/32 1 attempts to relay");
        }
    }

    @Test
    void observedItOnlyWritesDown() {
        try (var server = start("mode=\"observe\"", "<unknown-recipients>1</unknown-recipients>")) {
            play(server, UNKNOWN + "C: RCPT TO:<ann@example.org>\nS* 250\nC: QUIT\nS* 221\n");
            play(server, MAIL_PASSES);
            assertThat(server.deliveries()).hasSize(1);
            assertThat(bans(server)).hasSize(1);
        }
    }

    @Test
    void whoIsExemptIsNeverBanned() {
        try (var server =
                start(
                        "",
                        "<unknown-recipients>1</unknown-recipients>",
                        "<bans><exempt>127.0.0.1</exempt></bans>",
                        "")) {
            play(server, UNKNOWN + "C: RCPT TO:<ann@example.org>\nS* 250\nC: QUIT\nS* 221\n");
            play(server, MAIL_PASSES);
            assertThat(bans(server)).isEmpty();
        }
    }

    @Test
    void behindATrustedProxyTheClientIsBannedAndNeverTheProxy() {
        try (var server =
                start(
                        "",
                        "<unknown-recipients>2</unknown-recipients>",
                        "<bans><exempt>198.51.100.1</exempt></bans>",
                        "<proxy-from><network>127.0.0.1</network></proxy-from>")) {
            var joe = "C: PROXY TCP4 192.0.2.7 203.0.113.1 4711 25\n";
            var ann = "C: PROXY TCP4 192.0.2.8 203.0.113.1 4711 25\n";
            play(server, joe + UNKNOWN + "C: RCPT TO:<ann@example.org>\nS* 421\n");
            play(server, joe + "S* 421\n");
            play(server, ann + MAIL_PASSES);

            assertThat(bans(server)).containsExactly("192.0.2.7/32 2 unknown recipients");
        }
    }

    private static TestServer start(String attributes, String settings) {
        return start(attributes, settings, "<bans><exempt>198.51.100.1</exempt></bans>", "");
    }

    private static TestServer start(
            String attributes, String settings, String bans, String listener) {
        var config =
                TestServer.DEFAULT_CONFIG.replace(
                        "<auth>",
                        """
                        <listeners>
                          <listener name="mx" protocol="smtp" bind="127.0.0.1:0" tls="clear" chain="in">
                            %s
                          </listener>
                        </listeners>
                        <chain name="in"><hook use="ban" %s>%s</hook></chain>
                        %s
                        <auth>\
                        """
                                .formatted(listener, attributes, settings, bans));
        var server =
                TestServer.start(
                        config,
                        PluginSource.of(new SmtpPlugin(), new BanPlugin()),
                        options -> options);
        server.addAccount("ann@example.org", "secret");
        return server;
    }

    private static void play(TestServer server, String dialogue) {
        try {
            Transcript.parse("dialogue", dialogue)
                    .play(TranscriptSocket.connect(server.address("mx").getPort()), Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Administration administration(TestServer server) {
        return server.server().administration();
    }

    private static List<String> bans(TestServer server) {
        return administration(server).bans().list(10).entries().stream()
                .map(ban -> ban.network() + " " + ban.reason())
                .toList();
    }
}
