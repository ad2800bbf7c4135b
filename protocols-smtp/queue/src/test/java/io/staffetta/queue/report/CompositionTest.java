package io.staffetta.queue.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.mail.BodyType;
import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.MailParameters.Returned;
import io.staffetta.spi.queue.ReportKind;
import io.staffetta.spi.spool.SpooledMessage;

import jakarta.mail.Session;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

import org.eclipse.angus.mail.dsn.DeliveryStatus;
import org.eclipse.angus.mail.dsn.MultipartReport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Random;

/// Reports as Jakarta Mail reads them.
class CompositionTest {

    @ParameterizedTest
    @EnumSource
    void everyKindIsReadByAnother(ReportKind kind) throws Exception {
        var status =
                switch (kind) {
                    case DELIVERED, RELAYED -> "2.1.5";
                    case DELAYED -> "4.2.2";
                    case FAILED -> "5.1.1";
                };
        var parameters =
                Samples.parameters(
                        Optional.of("QQ=314 1"), Optional.empty(), BodyType.SEVEN_BIT, false);
        var message =
                Samples.message(
                        Samples.MESSAGE,
                        "sender@example.net",
                        parameters,
                        Samples.alias(
                                "bob@example.com",
                                "secret@example.com",
                                "rfc822;Bob+x@Example.COM"),
                        Samples.recipient("carol@example.com"),
                        Samples.recipient("\"d d\"@example.com"));
        var reply = status.charAt(0) + "50 " + status + " <bob@example.com> so";
        var report =
                parse(
                        Samples.compose(
                                message,
                                kind,
                                Samples.said(0, kind, status, reply),
                                Samples.own(2, kind, status, "so it is")));

        assertThat(report.getFrom()[0])
                .hasToString("Mail Delivery System <MAILER-DAEMON@mail.example.org>");
        assertThat(report.getHeader("To")).containsExactly("<sender@example.net>");
        assertThat(report.getSubject()).isEqualTo(WordsPart.subject(kind));
        assertThat(report.getHeader("Auto-Submitted")).containsExactly("auto-replied");
        assertThat(report.getHeader("Date")).containsExactly("Fri, 2 Jan 2026 07:30:00 +0000");
        assertThat(report.getMessageID()).isEqualTo("<1.abc@mail.example.org>");
        assertThat(report.getHeader("In-Reply-To")).containsExactly("<important.1@example.net>");
        assertThat(report.getHeader("References")).containsExactly("<important.1@example.net>");
        assertThat(report.getContentType())
                .contains("multipart/report", "report-type=delivery-status");
        var parts = (MultipartReport) report.getContent();
        assertThat(parts.getCount()).isEqualTo(3);
        assertThat(parts.getText()).contains("<bob@example.com>", "<\"d d\"@example.com>");
        assertThat(parts.getText()).doesNotContain("secret@", "carol@");
        assertThat(parts.getReturnedMessage().getSubject()).isEqualTo("important");

        var fields = (DeliveryStatus) parts.getReport();
        var all = fields.getMessageDSN();
        field(all, "Original-Envelope-Id", "QQ=314 1");
        field(all, "Reporting-MTA", "dns; mail.example.org");
        field(all, "Received-From-MTA", "dns; client.example.net ([192.0.2.7])");
        field(all, "Arrival-Date", "Fri, 2 Jan 2026 03:04:05 +0000");
        field(all, "X-Staffetta-Queue-ID", "zzz");
        assertThat(fields.getRecipientDSNCount()).isEqualTo(2);
        var bob = fields.getRecipientDSN(0);
        field(bob, "Original-Recipient", "rfc822;Bob+x@Example.COM");
        field(bob, "Final-Recipient", "rfc822; bob@example.com");
        field(bob, "Action", kind.name().toLowerCase(Locale.ROOT));
        field(bob, "Status", status);
        field(bob, "Remote-MTA", "dns; mx1.example.com");
        field(bob, "Diagnostic-Code", "smtp; " + reply);
        field(bob, "Last-Attempt-Date", "Fri, 2 Jan 2026 07:30:00 +0000");
        boolean delayed = kind == ReportKind.DELAYED;
        field(bob, "Will-Retry-Until", delayed ? "Wed, 7 Jan 2026 03:04:05 +0000" : null);
        var dave = fields.getRecipientDSN(1);
        field(dave, "Original-Recipient", null);
        field(dave, "Final-Recipient", "rfc822; \"d d\"@example.com");
        field(dave, "Remote-MTA", null);
        boolean wrong = delayed || kind == ReportKind.FAILED;
        field(dave, "Diagnostic-Code", wrong ? "x-staffetta; so it is" : null);
    }

    @Test
    void theWholeMessageIsReturnedIfTheSenderAsksAndItIsSmall() throws Exception {
        var report =
                parse(
                        Samples.compose(
                                full(Samples.MESSAGE), ReportKind.FAILED, Samples.failed("no")));

        var parts = (MimeMultipart) report.getContent();
        assertThat(parts.getBodyPart(2).getContentType()).isEqualTo("message/rfc822");
        var inner = (MimeMessage) parts.getBodyPart(2).getContent();
        assertThat(inner.getSubject()).isEqualTo("important");
        // The body has what would be the boundary.
        assertThat(inner.getContent()).isEqualTo("--=_1.abc\r\nBody.\r\n");
    }

    @Test
    void onlyAFailureReturnsTheWholeMessage() throws Exception {
        for (var kind : List.of(ReportKind.DELIVERED, ReportKind.RELAYED, ReportKind.DELAYED)) {
            var report =
                    parse(
                            Samples.compose(
                                    full(Samples.MESSAGE),
                                    kind,
                                    Samples.own(0, kind, "2.0.0", "done")));
            assertThat(part(report, 2)).isEqualTo(header(Samples.MESSAGE));
        }
    }

    @Test
    void aMessageThatIsLargeOrBinaryOrConfidentialIsReturnedByItsHeader() throws Exception {
        var binary =
                Samples.parameters(
                        Optional.empty(), Optional.of(Returned.FULL), BodyType.BINARY_MIME, false);
        var confidential =
                Samples.parameters(
                        Optional.empty(), Optional.of(Returned.FULL), BodyType.SEVEN_BIT, true);
        var bob = Samples.recipient("bob@example.com");
        for (var message :
                List.of(
                        full(Samples.MESSAGE + "x".repeat(900).concat("\r\n").repeat(75)),
                        full(Samples.MESSAGE + "x".repeat(999) + "\r\n"),
                        full(Samples.MESSAGE + "a\rb\r\n"),
                        full(Samples.MESSAGE + "a\nb\r\n"),
                        full(Samples.MESSAGE + "a\0b\r\n"),
                        Samples.message(Samples.MESSAGE, "s@example.net", binary, bob),
                        Samples.message(Samples.MESSAGE, "s@example.net", confidential, bob))) {
            var composed = Samples.compose(message, ReportKind.FAILED, Samples.failed("no"));
            assertThat(part(parse(composed), 2)).isEqualTo(header(Samples.MESSAGE));
            assertClean(composed);
        }
    }

    @Test
    void aHeaderWithoutEndIsCutAndFolded() throws Exception {
        var message = Samples.message("X: " + "y".repeat(100_000));

        var composed = Samples.compose(message, ReportKind.FAILED, Samples.failed("no"));

        assertClean(composed);
        assertThat(
                        new String(part(parse(composed), 2), StandardCharsets.US_ASCII)
                                .replace("\r\n ", "")
                                .strip())
                .isEqualTo("X: " + "y".repeat(65_533));
    }

    @Test
    void aMessageWithoutHeaderReturnsNothingOfItsBody() throws Exception {
        var composed =
                Samples.compose(
                        Samples.message("\r\nsecret\r\n"), ReportKind.FAILED, Samples.failed("no"));

        assertThat(text(composed)).doesNotContain("secret");
        assertThat(((MimeMultipart) parse(composed).getContent()).getCount()).isEqualTo(3);
    }

    @Test
    void aMessageThatCannotBeReadLeavesOutItsPart() throws Exception {
        var composition =
                new Composition(
                        "mail.example.org",
                        Samples.NOW,
                        "1.abc",
                        Samples.message(Samples.MESSAGE),
                        ReportKind.FAILED,
                        List.of(Samples.failed("no")),
                        ReturnedPart.NOTHING);

        var parts = (MultipartReport) parse(composition.report()).getContent();

        assertThat(parts.getCount()).isEqualTo(2);
        assertThat(parts.getText()).doesNotContain("attached");
    }

    @Test
    void whatThePeerSaidCannotBreakOut() throws Exception {
        var nasty = "550 no\r\n\r\nAction: delivered\r\n--=_1.abc--\u0000\u00e9\u202e\u2028";

        var composed =
                Samples.compose(
                        Samples.message(Samples.MESSAGE),
                        ReportKind.FAILED,
                        Samples.said(0, ReportKind.FAILED, "5.0.0", nasty));

        var parts = (MultipartReport) parse(composed).getContent();
        assertThat(parts.getCount()).isEqualTo(3);
        assertThat(text(composed)).doesNotContain("\nAction: delivered");
        assertThat(((DeliveryStatus) parts.getReport()).getRecipientDSNCount()).isEqualTo(1);
        assertThat(composed.octets()).matches(CompositionTest::isAscii);
        assertThat(composed.parameters().body()).isEqualTo(BodyType.SEVEN_BIT);
        assertClean(composed);
    }

    @Test
    void theNameOfAPeerCannotBreakOut() throws Exception {
        var finding =
                new Finding(
                        0,
                        ReportKind.FAILED,
                        EnhancedStatus.parse("5.0.0"),
                        "no",
                        Optional.empty(),
                        Optional.of("mx\r\nAction: delivered"),
                        Optional.empty());
        var composed =
                Samples.compose(Samples.message(Samples.MESSAGE), ReportKind.FAILED, finding);

        assertThat(text(composed)).doesNotContain("Remote-MTA", "Action: delivered");
    }

    @Test
    void eightBitHeadersAreDeclared() throws Exception {
        var latin1 = "Subject: gr\u00fc\u00df\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
        var utf8 = "Subject: gr\u00fc\u00df\r\n\r\n".getBytes(StandardCharsets.UTF_8);

        assertThat(returnedType(latin1)).isEqualTo("text/rfc822-headers");
        assertThat(returnedType(utf8)).isEqualTo("message/global-headers");
    }

    @Test
    void anInternationalSenderGetsAnInternationalReport() throws Exception {
        var composed =
                Samples.compose(
                        Samples.message(
                                Samples.MESSAGE,
                                "s\u00e9nder@example.net",
                                MailParameters.NONE,
                                Samples.alias(
                                        "b\u00f6b@example.com",
                                        "b@example.com",
                                        "utf-8;b\u00f6b@example.com")),
                        ReportKind.FAILED,
                        Samples.said(0, ReportKind.FAILED, "5.1.1", "550 5.1.1 b\u00f6b fehlt"));

        assertThat(composed.parameters().smtpUtf8()).isTrue();
        assertThat(composed.parameters().body()).isEqualTo(BodyType.EIGHT_BIT_MIME);
        var report = parse(composed);
        assertThat(report.getContentType()).contains("report-type=global-delivery-status");
        var parts = (MimeMultipart) report.getContent();
        assertThat(parts.getBodyPart(1).getContentType())
                .isEqualTo("message/global-delivery-status");
        assertThat(parts.getBodyPart(1).getHeader("Content-Transfer-Encoding"))
                .containsExactly("8bit");
        assertThat(text(composed))
                .contains(
                        "\nTo: <s\u00e9nder@example.net>",
                        "\nOriginal-Recipient: utf-8;b\u00f6b@example.com",
                        "\nFinal-Recipient: utf-8; b\u00f6b@example.com",
                        "\nDiagnostic-Code: smtp; 550 5.1.1 b\u00f6b fehlt");
        assertThat(parts.getBodyPart(0).getContent().toString())
                .contains("<b\u00f6b@example.com>", "550 5.1.1 b\u00f6b fehlt");
    }

    @Test
    void anAsciiSenderGetsAnAsciiReportOfInternationalRecipients() throws Exception {
        var utf8 =
                new MailParameters(
                        OptionalLong.empty(),
                        BodyType.EIGHT_BIT_MIME,
                        true,
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        var composed =
                Samples.compose(
                        Samples.message(
                                Samples.MESSAGE,
                                "sender@example.net",
                                utf8,
                                Samples.alias(
                                        "b\u00f6b@example.com",
                                        "b@example.com",
                                        "utf-8;b\u00f6b@example.com")),
                        ReportKind.FAILED,
                        Samples.said(0, ReportKind.FAILED, "5.1.1", "550 5.1.1 b\u00f6b fehlt"));

        assertThat(composed.parameters().smtpUtf8()).isFalse();
        assertThat(composed.octets()).matches(CompositionTest::isAscii);
        var parts = (MultipartReport) parse(composed).getContent();
        var bob = ((DeliveryStatus) parts.getReport()).getRecipientDSN(0);
        field(bob, "Original-Recipient", "utf-8;b\\x{F6}b@example.com");
        field(bob, "Final-Recipient", "utf-8; b\\x{F6}b@example.com");
        field(bob, "Diagnostic-Code", "smtp; 550 5.1.1 b?b fehlt");
        assertThat(parts.getText()).contains("<b\u00f6b@example.com>", "550 5.1.1 b\u00f6b fehlt");
    }

    @RepeatedTest(300)
    void whateverIsSaidAReportHasThreePartsOfCleanLines(RepetitionInfo repetition)
            throws Exception {
        var chance = new Random(repetition.getCurrentRepetition());
        var kind = List.of(ReportKind.values()).get(chance.nextInt(4));
        var sender = chance.nextBoolean() ? "s@example.net" : "s\u00e9@example.net";
        var content = new byte[chance.nextInt(4000)];
        for (int i = 0; i < content.length; i++) {
            content[i] =
                    chance.nextInt(200) == 0
                            ? (byte) "\r\n\0\u00e9-=".charAt(chance.nextInt(6))
                            : (byte) ('a' + chance.nextInt(26));
        }
        var message =
                Samples.message(
                        content,
                        sender,
                        chance.nextBoolean() ? Samples.full() : MailParameters.NONE,
                        Samples.alias(
                                "\"" + "b\u00f6 ".repeat(chance.nextInt(1, 16)) + "\"@example.com",
                                "x@example.com",
                                "utf-8;" + noise(chance, 500).replace(";", "")));
        var finding =
                new Finding(
                        0,
                        kind,
                        EnhancedStatus.parse("5.0.0"),
                        noise(chance, 3000),
                        chance.nextBoolean()
                                ? Optional.of("550 " + noise(chance, 3000))
                                : Optional.empty(),
                        Optional.of(noise(chance, 30)),
                        Optional.of(Samples.UNTIL));

        var composed = Samples.compose(message, kind, finding);

        assertClean(composed);
        var parts = (MimeMultipart) parse(composed).getContent();
        assertThat(parts.getCount()).isEqualTo(3);
        var status = new DeliveryStatus(parts.getBodyPart(1).getInputStream());
        assertThat(status.getRecipientDSNCount()).isEqualTo(1);
        field(status.getRecipientDSN(0), "Action", kind.name().toLowerCase(Locale.ROOT));
        if (!composed.parameters().smtpUtf8()) {
            assertThat(part(parse(composed), 1)).matches(CompositionTest::isAscii);
        }
    }

    private static String noise(Random chance, int most) {
        var noise = new StringBuilder();
        for (int i = chance.nextInt(most); i > 0; i--) {
            switch (chance.nextInt(20)) {
                case 0 -> noise.append("\r\n--=_1.abc");
                case 1 -> noise.append((char) chance.nextInt(0x2100));
                case 2 -> noise.appendCodePoint(chance.nextInt(0x110000));
                case 3 -> noise.append("\\x{").append(chance.nextInt(0x120000)).append('}');
                case 4 -> noise.append(' ');
                default -> noise.append((char) ('a' + chance.nextInt(26)));
            }
        }
        return noise.toString();
    }

    private static String returnedType(byte[] content) throws Exception {
        var message =
                Samples.message(
                        content,
                        "sender@example.net",
                        MailParameters.NONE,
                        Samples.recipient("bob@example.com"));
        var composed = Samples.compose(message, ReportKind.FAILED, Samples.failed("no"));
        assertThat(composed.parameters().body()).isEqualTo(BodyType.EIGHT_BIT_MIME);
        assertThat(composed.parameters().smtpUtf8()).isFalse();
        var part = ((MimeMultipart) parse(composed).getContent()).getBodyPart(2);
        assertThat(part.getHeader("Content-Transfer-Encoding")).containsExactly("8bit");
        return part.getContentType();
    }

    private static SpooledMessage full(String text) {
        return Samples.message(
                text, "s@example.net", Samples.full(), Samples.recipient("bob@example.com"));
    }

    private static byte[] header(String message) {
        return message.substring(0, message.indexOf("\r\n\r\n") + 2)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static void field(InternetHeaders headers, String name, @Nullable String value) {
        if (value == null) {
            assertThat(headers.getHeader(name)).as(name).isNull();
        } else {
            assertThat(headers.getHeader(name)).as(name).containsExactly(value);
        }
    }

    private static MimeMessage parse(Report report) throws Exception {
        return new MimeMessage(
                Session.getInstance(new Properties()), new ByteArrayInputStream(report.octets()));
    }

    private static byte[] part(MimeMessage report, int index) throws Exception {
        var part = ((MimeMultipart) report.getContent()).getBodyPart(index);
        try (var in = part.getInputStream()) {
            return in.readAllBytes();
        }
    }

    private static String text(Report report) {
        return new String(report.octets(), StandardCharsets.UTF_8);
    }

    private static boolean isAscii(byte[] octets) {
        for (byte octet : octets) {
            if (octet < 0) {
                return false;
            }
        }
        return true;
    }

    private static void assertClean(Report report) {
        assertThat(Lines.areClean(report.octets())).isTrue();
        assertThat(report.octets()).endsWith('\r', '\n');
        var lines = new String(report.octets(), StandardCharsets.ISO_8859_1).split("\r\n", -1);
        assertThat(lines)
                .allSatisfy(line -> {
                    assertThat(line.length()).isLessThanOrEqualTo(998);
                    assertThat(line).doesNotContain("\r", "\n", "\0");
                });
    }
}
