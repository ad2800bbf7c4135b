package io.staffetta.queue.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.mail.BodyType;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.MailParameters.Returned;
import io.staffetta.spi.queue.ReportKind;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// What people read. With `-Dreports.update=true` the files in `src/test/resources/reports` are
/// written anew, to be read with care before they are committed.
class GoldenReportTest {

    private static final Path REPORTS = Path.of("src/test/resources/reports");

    @Test
    void failed() throws Exception {
        var parameters =
                Samples.parameters(
                        Optional.of("QQ 314"),
                        Optional.of(Returned.FULL),
                        BodyType.SEVEN_BIT,
                        false);
        var message =
                Samples.message(
                        Samples.MESSAGE,
                        "sender@example.net",
                        parameters,
                        Samples.alias(
                                "bob@example.com", "hidden@example.com", "rfc822;Bob@Example.COM"),
                        Samples.recipient("carol@example.com"),
                        Samples.recipient("dave@example.com"));
        check(
                "failed",
                Samples.compose(
                        message,
                        ReportKind.FAILED,
                        Samples.said(
                                0,
                                ReportKind.FAILED,
                                "5.1.1",
                                "550 5.1.1 <bob@example.com>: Recipient address rejected: User"
                                        + " unknown in local recipient table"),
                        Samples.own(
                                2,
                                ReportKind.FAILED,
                                "5.4.7",
                                "not delivered within 5 days; last: 4.4.1 connection refused")));
    }

    @Test
    void delayed() throws Exception {
        check(
                "delayed",
                Samples.compose(
                        Samples.message(
                                Samples.MESSAGE,
                                "sender@example.net",
                                Samples.full(),
                                Samples.recipient("bob@example.com")),
                        ReportKind.DELAYED,
                        Samples.said(0, ReportKind.DELAYED, "4.2.2", "452 4.2.2 Mailbox full")));
    }

    @Test
    void relayed() throws Exception {
        check(
                "relayed",
                Samples.compose(
                        Samples.message(Samples.MESSAGE),
                        ReportKind.RELAYED,
                        Samples.said(
                                0, ReportKind.RELAYED, "2.0.0", "250 2.0.0 Ok: queued as 1A2B")));
    }

    @Test
    void delivered() throws Exception {
        check(
                "delivered",
                Samples.compose(
                        Samples.message(Samples.MESSAGE),
                        ReportKind.DELIVERED,
                        Samples.own(0, ReportKind.DELIVERED, "2.0.0", "delivered to mailbox")));
    }

    @Test
    void international() throws Exception {
        check(
                "international",
                Samples.compose(
                        Samples.message(
                                "Subject: gr\u00fc\u00df dich\r\n\r\n",
                                "s\u00e9nder@example.net",
                                MailParameters.NONE,
                                Samples.alias(
                                        "b\u00f6b@example.com",
                                        "b@example.com",
                                        "utf-8;b\u00f6b@example.com")),
                        ReportKind.FAILED,
                        Samples.said(
                                0, ReportKind.FAILED, "5.1.1", "550 5.1.1 b\u00f6b unbekannt")));
    }

    private static void check(String name, Report report) throws IOException {
        var text = new String(report.octets(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        var golden = REPORTS.resolve(name + ".eml");
        if (Boolean.getBoolean("reports.update")) {
            Files.writeString(golden, text);
        }
        assertThat(text).isEqualTo(Files.readString(golden));
    }
}
