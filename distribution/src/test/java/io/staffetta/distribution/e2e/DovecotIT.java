package io.staffetta.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.List;

/// Mailboxes at a Dovecot, which takes them by LMTP.
class DovecotIT {

    @TempDir static Path folder;
    private static PeerFolder certificates;
    private static Dovecot dovecot;
    private static Relay relay;

    @BeforeAll
    static void start() {
        Dovecot.assumeInstalled();
        certificates = PeerFolder.create("certificates");
        var authority = Authority.create(certificates.path());
        dovecot = Dovecot.start(authority.issue(certificates.resolve("box.pem"), "box.test"));
        var hosts = RelayConfiguration.hosts(dovecot.host());
        relay =
                Relay.start(
                        folder,
                        new RelayConfiguration()
                                .route("tls.test", "lmtp", hosts + "<tls>encrypt</tls>")
                                .route("clear.test", "lmtp", hosts + "<tls>none</tls>")
                                .route(
                                        "socket.test",
                                        "lmtp",
                                        "<socket>%s</socket>".formatted(dovecot.socket())));
    }

    @AfterAll
    static void stop() {
        if (relay != null) {
            relay.close();
        }
        if (dovecot != null) {
            dovecot.close();
            certificates.close();
        }
    }

    /// Of one message: two mailboxes take it, one is full, one does not exist.
    @ParameterizedTest
    @CsvSource({"tls.test, LMTPS", "clear.test, LMTP", "socket.test, LMTP"})
    void eachRecipientHasAnAnswerOfItsOwn(String domain, String protocol) {
        relay.send(
                "<" + Relay.ANNA + ">",
                List.of(
                        "<anna@" + domain + "> NOTIFY=SUCCESS",
                        "<nobody@" + domain + ">",
                        "<full@" + domain + ">",
                        "<bert@" + domain + ">"),
                Relay.text("for four by " + domain));

        var arrived = dovecot.mailbox("anna").awaitContaining("for four by " + domain);
        assertThat(arrived)
                .startsWith("Return-Path: <" + Relay.ANNA + ">")
                .contains("with " + protocol + "\n")
                .endsWith("\n\nhello\nThe end.\n");
        dovecot.mailbox("bert").awaitContaining("for four by " + domain);

        var delivered = relay.report("anna@" + domain);
        assertThat(delivered.recipientField("Action")).isEqualTo("delivered");
        assertThat(delivered.recipientField("Status")).startsWith("2.");
        assertFailed("nobody@" + domain, "5.1.1", "smtp; 550 5.1.1 <nobody@" + domain + ">");
        assertFailed("full@" + domain, "5.2.2", "smtp; 552 5.2.2 <full@" + domain + ">");
        assertThat(relay.queue()).isEmpty();
    }

    /// In a report of its own or in one with others.
    private static void assertFailed(String recipient, String status, String diagnosticStart) {
        assertThat(relay.report(recipient).ofRecipients())
                .filteredOn(fields -> fields.getHeader("Final-Recipient", null).contains(recipient))
                .singleElement()
                .satisfies(fields -> {
                    assertThat(fields.getHeader("Action", null)).isEqualTo("failed");
                    assertThat(fields.getHeader("Status", null)).isEqualTo(status);
                    assertThat(fields.getHeader("Diagnostic-Code", null))
                            .startsWith(diagnosticStart);
                });
    }
}
