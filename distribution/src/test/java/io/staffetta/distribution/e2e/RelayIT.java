package io.staffetta.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

/// Closed by default, seen from outside.
class RelayIT {

    private static final String PASSWORD = "correct horse battery staple";

    @TempDir static Path folder;
    private static ServerProcess server;

    @BeforeAll
    static void start() {
        server =
                ServerProcess.start(
                        Distribution.built(),
                        folder.resolve("data"),
                        Configurations.write(folder.resolve("conf")));
        server.addAccount("anna@example.org", PASSWORD);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aStrangerCannotRelay() {
        try (var wire = hello("mx")) {
            assertThat(wire.message("x@example.net", "y@example.com", "\r\n"))
                    .startsWith("550 5.7.1");
        }
    }

    @Test
    void aStrangerCannotReachAnUnknownMailbox() {
        try (var wire = hello("mx")) {
            assertThat(wire.message("x@example.net", "nobody@example.org", "\r\n"))
                    .startsWith("550 5.1.1");
        }
    }

    @Test
    void submissionWantsTlsThenAuthentication() {
        try (var wire = hello("submission")) {
            assertThat(wire.say("MAIL FROM:<anna@example.org>")).startsWith("530 5.7.0");
            assertThat(wire.authPlain("anna@example.org", PASSWORD)).startsWith("53");
            assertThat(wire.startTls()).contains("AUTH PLAIN LOGIN").doesNotContain("STARTTLS");
            assertThat(wire.say("MAIL FROM:<anna@example.org>")).startsWith("530 5.7.0");
            assertThat(wire.authPlain("anna@example.org", "wrong")).startsWith("535 5.7.8");
            assertThat(wire.authPlain("anna@example.org", PASSWORD)).startsWith("235 2.7.0");
            assertThat(wire.say("MAIL FROM:<boss@example.org>")).startsWith("553 5.7.1");
            assertThat(wire.say("MAIL FROM:<anna+list@example.org>")).startsWith("250");
        }
    }

    @Test
    void thePermittedMessageForAnotherDomainStaysQueuedWithAClearStatus() {
        try (var wire = SmtpWire.connectTls(server.address("smtps"))) {
            wire.reply();
            wire.say("EHLO client.example.net");
            wire.authPlain("anna@example.org", PASSWORD);
            assertThat(wire.message("anna@example.org", "far@example.com", "Subject: far\r\n\r\n"))
                    .startsWith("250");
        }
        Patience.until(
                () -> listed().contains("far away"),
                () -> "a message with its status wanted, got " + listed());
        assertThat(listed()).contains("far@example.com");
    }

    private static String listed() {
        var listed = server.command("queue", "list", "--json");
        assertThat(listed.exitCode()).as(listed.err()).isZero();
        return listed.out();
    }

    @Test
    void aMailboxOfOursNeedsNoPermit() {
        try (var wire = hello("mx")) {
            assertThat(
                            wire.message(
                                    "x@example.net",
                                    "anna@example.org",
                                    "Subject: hi\r\n\r\nhi\r\n"))
                    .startsWith("250");
        }
        assertThat(Maildir.of(server, "anna", "example.org").awaitContaining("Subject: hi"))
                .endsWith("Subject: hi\r\n\r\nhi\r\n");
    }

    @Test
    void lmtpAnswersForEachRecipient() {
        try (var wire = SmtpWire.connect(server.address("lmtp"))) {
            wire.reply();
            assertThat(wire.say("EHLO x")).startsWith("5");
            wire.say("LHLO program.example.net");
            wire.say("MAIL FROM:<x@example.net>");
            assertThat(wire.say("RCPT TO:<anna@example.org>")).startsWith("250");
            assertThat(wire.say("RCPT TO:<nobody@example.org>")).startsWith("550");
            assertThat(wire.say("RCPT TO:<anna+two@example.org>")).startsWith("250");
            wire.say("DATA");
            wire.send("Subject: lmtp\r\n\r\n");
            assertThat(wire.say(".")).startsWith("250");
            assertThat(wire.reply()).startsWith("250");
            assertThat(wire.say("NOOP")).startsWith("250");
        }
    }

    @Test
    void noSecretIsPrinted() {
        try (var wire = hello("clear")) {
            assertThat(wire.authPlain("anna@example.org", PASSWORD)).startsWith("235");
            assertThat(wire.say("QUIT")).startsWith("221");
        }
        try (var wire = hello("clear")) {
            assertThat(wire.authPlain("anna@example.org", "a wrong secret")).startsWith("535");
        }
        assertThat(server.output())
                .doesNotContain(PASSWORD)
                .doesNotContain("a wrong secret")
                .doesNotContain(
                        Base64.getEncoder()
                                .encodeToString(
                                        ("\0anna@example.org\0" + PASSWORD)
                                                .getBytes(StandardCharsets.UTF_8)));
    }

    private static SmtpWire hello(String listener) {
        var wire = SmtpWire.connect(server.address(listener));
        wire.reply();
        wire.say("EHLO client.example.net");
        return wire;
    }
}
