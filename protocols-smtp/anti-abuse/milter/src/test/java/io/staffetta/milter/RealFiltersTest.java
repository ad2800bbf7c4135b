package io.staffetta.milter;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.testkit.FilterProcess;
import io.staffetta.testkit.MailFilters;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/// The programs that people run, from Debian, on UNIX sockets in a folder of the test.
class RealFiltersTest {

    private static final String US = "mx.test.example";

    private MailFilters filters;

    @BeforeEach
    void create(@TempDir Path folder) {
        filters = new MailFilters(folder);
    }

    private static String message(String body) {
        return """
        From: Sender <sender@example.org>
        To: user@example.org
        Date: Mon, 01 Jun 2026 12:00:00 +0000
        Message-ID: <1@example.org>
        Subject: a test
         of  many words

        %s
        """
                .formatted(body)
                .replace("\n", "\r\n");
    }

    private static String hook(FilterProcess filter) {
        return "<hook use=\"milter\"><endpoint>%s</endpoint></hook>".formatted(filter.endpoint());
    }

    private static String outcome(MailServer server, String body) throws Exception {
        try (var client = server.client()) {
            return client.mail(message(body));
        }
    }

    @Test
    void opendkimVerifiesWhatOpendkimSigned() throws Exception {
        try (var signer = filters.opendkimSigner("example.org", "sel");
                var verifier = filters.opendkimVerifier(US)) {
            try (var server = MailServer.with(hook(signer) + hook(verifier))) {
                assertThat(outcome(server, "Hello\n\n\n")).startsWith("250");
                assertThat(outcome(server, "..\n.\n.x")).startsWith("250");
                assertThat(server.delivered()).hasSize(2);
                for (var text : server.delivered()) {
                    assertThat(text)
                            .contains("\r\nDKIM-Signature: v=1; a=rsa-sha256;")
                            .contains("dkim=pass");
                }
                assertThat(server.metric("hook_findings", "milter", "accept")).endsWith(" 4.0");
            }
            try (var server = MailServer.with(hook(verifier));
                    var client = server.client()) {
                var forged =
                        "DKIM-Signature: v=1; a=rsa-sha256; c=simple/simple; d=example.org;"
                                + " s=sel; h=From; bh=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=;"
                                + " b=AAAA\r\n";
                assertThat(client.mail(forged + message("Hello"))).matches("5\\d\\d .*");
                assertThat(server.delivered()).isEmpty();
            }
        }
    }

    @Test
    void opendmarcRefusesWhatTheAuthorsDomainWantsRefused() throws Exception {
        filters.publish("_dmarc.example.org", "v=DMARC1; p=reject");
        try (var signer = filters.opendkimSigner("example.org", "sel");
                var verifier = filters.opendkimVerifier(US);
                var judge = filters.opendmarc(US)) {
            var judging = hook(verifier) + hook(judge);
            try (var server = MailServer.with(hook(signer) + judging)) {
                assertThat(outcome(server, "Hello")).startsWith("250");
                assertThat(server.delivered().getFirst())
                        .contains("DMARC-Filter: OpenDMARC Filter ", US + "; dmarc=pass");
            }
            try (var server = MailServer.with(judging)) {
                assertThat(outcome(server, "Hello")).matches("5\\d\\d .*DMARC.*");
                assertThat(server.delivered()).isEmpty();
            }
        }
    }

    @Test
    void rspamdTakesMailAndRefusesSpam() throws Exception {
        try (var process = filters.rspamd();
                var server = MailServer.with(hook(process))) {
            assertThat(outcome(server, "Hello")).startsWith("250");
            assertThat(outcome(server, MailFilters.GTUBE)).isEqualTo("554 5.7.1 Gtube pattern");
            assertThat(server.delivered())
                    .singleElement()
                    .asString()
                    .contains("\r\nX-Spamd-Bar: ")
                    .contains("\r\nX-Rspamd-Queue-Id: ");
            var delivery = server.server().deliveries().getFirst();
            assertThat(delivery.recipients()).hasSize(1);
            try (var observed =
                    MailServer.with(hook(process).replace("<hook ", "<hook mode=\"observe\" "))) {
                assertThat(outcome(observed, MailFilters.GTUBE)).startsWith("250");
                assertThat(observed.metric("hook_findings", "milter", "reject")).endsWith(" 1.0");
            }
        }
    }

    @Test
    void clamavFindsWhatItsSignaturesName() throws Exception {
        try (var _ = filters.clamd();
                var milter = filters.clamavMilter();
                var server = MailServer.with(hook(milter))) {
            assertThat(outcome(server, "Hello")).startsWith("250");
            assertThat(outcome(server, MailFilters.EICAR))
                    .matches("550 5\\.7\\.1 .*Virus Eicar-Test.*");
            assertThat(server.delivered())
                    .singleElement()
                    .asString()
                    .contains("\r\nX-Virus-Scanned: clamav-milter ")
                    .contains("\r\nX-Virus-Status: Clean\r\n");
        }
    }
}
