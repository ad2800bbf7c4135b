package io.staffetta.distribution.e2e;

import static io.staffetta.distribution.e2e.FilterChains.message;
import static io.staffetta.distribution.e2e.FilterChains.milter;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.testkit.MailFilters;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;

/// Filters of content that people run, asked by milter: rspamd and clamav-milter, and with opendkim
/// all in one chain.
class FiltersIT {

    @TempDir static Path sockets;
    @TempDir static Path folder;
    private static MailFilters filters;
    private static FilterChains chains;

    @BeforeAll
    static void start() {
        filters = new MailFilters(sockets);
        var rspamd = milter(filters, "rspamd");
        var clamav = milter(filters, "clamav");
        var lenient = milter(filters, "clamav", "<default-action>accept</default-action>");
        var signer = milter(filters, "sign");
        chains =
                FilterChains.start(
                        folder,
                        Map.of(
                                "spam",
                                rspamd,
                                "watched",
                                rspamd.replace("<hook ", "<hook mode=\"observe\" "),
                                "virus",
                                clamav,
                                "several",
                                signer + clamav + rspamd,
                                "lenient",
                                signer + lenient + rspamd),
                        "");
    }

    @AfterAll
    static void stop() {
        chains.close();
    }

    @Test
    void rspamdRefusesSpamAndItsFieldsAreStoredWithWhatIsNone() {
        try (var _ = filters.rspamd()) {
            assertThat(chains.send("spam", message("spam", MailFilters.GTUBE)))
                    .isEqualTo("554 5.7.1 Gtube pattern");
            assertThat(chains.send("spam", message("ham", "Hello"))).startsWith("250");
            assertThat(chains.stored("Subject: ham"))
                    .contains("\r\nX-Spamd-Bar: ", "\r\nX-Rspamd-Queue-Id: ")
                    .endsWith("\r\n\r\nHello\r\n");

            long refused = chains.found("milter", "reject");
            assertThat(chains.send("watched", message("let-through", MailFilters.GTUBE)))
                    .startsWith("250");
            assertThat(chains.stored("Subject: let-through"))
                    .contains(MailFilters.GTUBE)
                    .doesNotContain("X-Spamd-Bar");
            assertThat(chains.found("milter", "reject")).isEqualTo(refused + 1);
            chains.server()
                    .awaitLine(line ->
                            line.contains("observed, not acted upon") && line.contains("milter"));
        }
        assertThat(chains.hasStored("Subject: spam")).isFalse();
        try (var unasked = SmtpWire.connect(chains.server().address("spam"))) {
            assertThat(unasked.reply()).startsWith("421 4.7.1");
        }
    }

    @Test
    void clamavRefusesVirusesOnly() {
        try (var _ = filters.clamd();
                var _ = filters.clamavMilter()) {
            assertThat(chains.send("virus", message("virus", MailFilters.EICAR)))
                    .matches("550 5\\.7\\.1 .*Virus Eicar-Test.*");
            assertThat(chains.send("virus", message("clean", "Hello"))).startsWith("250");
            assertThat(chains.stored("Subject: clean"))
                    .contains("\r\nX-Virus-Scanned: clamav-milter ")
                    .contains("\r\nX-Virus-Status: Clean\r\n");
        }
        assertThat(chains.hasStored("Subject: virus")).isFalse();
    }

    @Test
    void aFilterThatDiesAmongOthersCostsNoMail() {
        try (var _ = filters.opendkimSigner("example.org", "sel");
                var _ = filters.clamd();
                var _ = filters.rspamd()) {
            try (var clamav = filters.clamavMilter();
                    var strict = chains.client("several");
                    var lenient = chains.client("lenient")) {
                assertThat(chains.send("several", message("all-well", "Hello"))).startsWith("250");
                assertThat(chains.stored("Subject: all-well"))
                        .contains("\r\nDKIM-Signature: v=1; a=rsa-sha256;")
                        .contains("\r\nX-Virus-Status: Clean\r\n")
                        .contains("\r\nX-Spamd-Bar: ");

                prepare(strict);
                prepare(lenient);
                FilterChains.freeze(clamav);
                strict.send(message("not-taken", "Hello") + ".\r\n");
                lenient.send(message("without-one", "Hello") + ".\r\n");
                clamav.kill();
                assertThat(strict.reply()).startsWith("421 4.7.1");
                assertThat(lenient.reply()).startsWith("250");
            }
            assertThat(chains.stored("Subject: without-one"))
                    .contains("\r\nDKIM-Signature: ", "\r\nX-Spamd-Bar: ")
                    .doesNotContain("X-Virus-Status")
                    .endsWith("\r\n\r\nHello\r\n");
            try (var _ = filters.clamavMilter()) {
                assertThat(chains.send("several", message("taken-again", "Hello")))
                        .startsWith("250");
                assertThat(chains.stored("Subject: taken-again"))
                        .contains("\r\nX-Virus-Status: Clean\r\n");
            }
        }
        assertThat(chains.hasStored("Subject: not-taken")).isFalse();
        assertThat(chains.server().output()).contains("filter failed");
    }

    private static void prepare(SmtpWire wire) {
        assertThat(wire.say("MAIL FROM:<bob@example.org>")).startsWith("250");
        assertThat(wire.say("RCPT TO:<anna@example.org>")).startsWith("250");
        assertThat(wire.say("DATA")).startsWith("354");
    }
}
