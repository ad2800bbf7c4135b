package io.staffetta.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.mail.BodyType;
import io.staffetta.spi.mail.Content;
import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.MailParameters.Returned;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.Recipient;
import io.staffetta.spi.mail.RecipientParameters;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.spool.RecipientProgress;
import io.staffetta.spi.spool.SpoolId;
import io.staffetta.spi.spool.SpooledMessage;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;

/// Parsed by Jakarta Mail.
class FailureReportTest {

    private static final Instant RECEIVED = Instant.parse("2026-01-02T03:04:05Z");
    private static final Instant NOW = Instant.parse("2026-01-03T03:04:05Z");
    private static final EnhancedStatus NO_MAILBOX = EnhancedStatus.parse("5.1.1");
    private static final String MESSAGE =
            "From: a@example.net\r\nSubject: important\r\n\r\n--=_1.abc\r\nBody.\r\n";

    @Test
    void aReportIsAnOrdinaryMessageInThreeParts() throws Exception {
        var report = parse(compose(message(MESSAGE), new Failure(0, NO_MAILBOX, "no such user")));

        assertThat(report.getFrom()[0])
                .hasToString("Mail Delivery System <MAILER-DAEMON@mail.example.org>");
        assertThat(report.getHeader("To")).containsExactly("<sender@example.net>");
        assertThat(report.getSubject()).isEqualTo("Undelivered Mail Returned to Sender");
        assertThat(report.getHeader("Auto-Submitted")).containsExactly("auto-replied");
        assertThat(report.getHeader("Date")).containsExactly("Sat, 3 Jan 2026 03:04:05 +0000");
        assertThat(report.getMessageID()).isEqualTo("<1.abc@mail.example.org>");
        assertThat(report.getContentType())
                .contains("multipart/report", "report-type=delivery-status");
        var parts = (MimeMultipart) report.getContent();
        assertThat(parts.getCount()).isEqualTo(3);
        assertThat(parts.getBodyPart(0).getContent().toString())
                .contains("mail.example.org", "<bob@example.com>", "5.1.1 no such user");
        assertThat(parts.getBodyPart(1).getContentType()).isEqualTo("message/delivery-status");
        assertThat(parts.getBodyPart(2).getContentType()).isEqualTo("text/rfc822-headers");
        assertThat(body(parts, 2)).isEqualTo("From: a@example.net\r\nSubject: important\r\n");
    }

    @Test
    void theStatusHasItsFields() throws Exception {
        var parameters = parameters(Optional.of("QQ=314 1"), Optional.empty(), BodyType.SEVEN_BIT);
        var original = new RecipientParameters(Set.of(), Optional.of("rfc822;Bob@Example.COM"));
        var message =
                message(
                        MESSAGE,
                        "sender@example.net",
                        parameters,
                        new Recipient(
                                Mailbox.parse("secret@example.com"),
                                Mailbox.parse("bob@example.com"),
                                original),
                        Recipient.of(Mailbox.parse("carol@example.com")),
                        Recipient.of(Mailbox.parse("dave@example.com")));
        var report =
                parse(
                        compose(
                                message,
                                new Failure(0, NO_MAILBOX, "550 5.1.1 <bob@example.com> unknown"),
                                new Failure(2, EnhancedStatus.parse("5.4.7"), "too old")));

        var status = new ByteArrayInputStream(octets(report, 1));
        var all = new InternetHeaders(status);
        assertThat(all.getHeader("Original-Envelope-Id")).containsExactly("QQ+3D314+201");
        assertThat(all.getHeader("Reporting-MTA")).containsExactly("dns; mail.example.org");
        assertThat(all.getHeader("Arrival-Date")).containsExactly("Fri, 2 Jan 2026 03:04:05 +0000");
        var bob = new InternetHeaders(status);
        assertThat(bob.getHeader("Original-Recipient")).containsExactly("rfc822;Bob@Example.COM");
        assertThat(bob.getHeader("Final-Recipient")).containsExactly("rfc822; bob@example.com");
        assertThat(bob.getHeader("Action")).containsExactly("failed");
        assertThat(bob.getHeader("Status")).containsExactly("5.1.1");
        assertThat(bob.getHeader("Diagnostic-Code"))
                .containsExactly("smtp; 550 5.1.1 <bob@example.com> unknown");
        var dave = new InternetHeaders(status);
        assertThat(dave.getHeader("Final-Recipient")).containsExactly("rfc822; dave@example.com");
        assertThat(dave.getHeader("Diagnostic-Code")).containsExactly("x-staffetta; too old");
        assertThat(text(report)).doesNotContain("secret@", "carol@");
    }

    @Test
    void theWholeMessageIsReturnedIfTheSenderAsksAndItIsSmall() throws Exception {
        var full = parameters(Optional.empty(), Optional.of(Returned.FULL), BodyType.SEVEN_BIT);
        var report =
                parse(
                        compose(
                                message(MESSAGE, "sender@example.net", full, bob()),
                                new Failure(0, NO_MAILBOX, "no")));

        var parts = (MimeMultipart) report.getContent();
        assertThat(parts.getBodyPart(2).getContentType()).isEqualTo("message/rfc822");
        var inner = (MimeMessage) parts.getBodyPart(2).getContent();
        assertThat(inner.getSubject()).isEqualTo("important");
        // The body has what would be the boundary.
        assertThat(inner.getContent()).isEqualTo("--=_1.abc\r\nBody.\r\n");
    }

    @Test
    void aLargeOrBinaryMessageIsReturnedByItsHeader() throws Exception {
        var full = parameters(Optional.empty(), Optional.of(Returned.FULL), BodyType.SEVEN_BIT);
        var binary = parameters(Optional.empty(), Optional.of(Returned.FULL), BodyType.BINARY_MIME);
        var large = MESSAGE + "x".repeat(70_000) + "\r\n";

        for (var message :
                List.of(
                        message(large, "sender@example.net", full, bob()),
                        message(MESSAGE, "sender@example.net", binary, bob()))) {
            var report = parse(compose(message, new Failure(0, NO_MAILBOX, "no")));
            assertThat(body((MimeMultipart) report.getContent(), 2))
                    .isEqualTo("From: a@example.net\r\nSubject: important\r\n");
        }
    }

    @Test
    void aHeaderWithoutEndIsCutAndEndsItsLine() throws Exception {
        var report =
                parse(
                        compose(
                                message("X: " + "y".repeat(100_000)),
                                new Failure(0, NO_MAILBOX, "no")));

        assertThat(octets(report, 2)).hasSize(65_536 + 2);
    }

    @Test
    void whatThePeerSaidCannotBreakOut() throws Exception {
        var nasty = "550 no\r\n\r\nAction: delivered\r\n--=_1.abc--\u0000\u00e9\u202e";

        var composed = compose(message(MESSAGE), new Failure(0, NO_MAILBOX, nasty));

        var report = parse(composed);
        assertThat(((MimeMultipart) report.getContent()).getCount()).isEqualTo(3);
        assertThat(text(report)).doesNotContain("\r\nAction: delivered");
        assertThat(composed.octets()).doesNotContain(0).matches(FailureReportTest::isAscii);
        assertThat(composed.parameters().body()).isEqualTo(BodyType.SEVEN_BIT);
    }

    @Test
    void eightBitHeadersAreDeclared() throws Exception {
        var composed =
                compose(
                        message("Subject: gr\u00fc\u00df\r\n\r\n"),
                        new Failure(0, NO_MAILBOX, "no"));

        assertThat(composed.parameters().body()).isEqualTo(BodyType.EIGHT_BIT_MIME);
        assertThat(composed.parameters().smtpUtf8()).isFalse();
        assertThat(
                        ((MimeMultipart) parse(composed).getContent())
                                .getBodyPart(2)
                                .getHeader("Content-Transfer-Encoding"))
                .containsExactly("8bit");
    }

    @Test
    void internationalAddressesMakeAnInternationalReport() throws Exception {
        var composed =
                compose(
                        message(
                                MESSAGE,
                                "s\u00e9nder@example.net",
                                MailParameters.NONE,
                                Recipient.of(Mailbox.parse("b\u00f6b@example.com"))),
                        new Failure(0, NO_MAILBOX, "no"));

        var report = parse(composed);
        var parts = (MimeMultipart) report.getContent();
        assertThat(composed.parameters().smtpUtf8()).isTrue();
        assertThat(parts.getBodyPart(1).getContentType())
                .isEqualTo("message/global-delivery-status");
        assertThat(parts.getBodyPart(2).getContentType()).isEqualTo("message/global-headers");
        assertThat(text(report)).contains("Final-Recipient: utf-8; b\u00f6b@example.com");
    }

    private static FailureReport.Composed compose(SpooledMessage message, Failure... failures)
            throws IOException {
        return FailureReport.compose(
                "mail.example.org", NOW, "1.abc", message, List.of(failures), 65_536);
    }

    private static SpooledMessage message(String text) {
        return message(text, "sender@example.net", MailParameters.NONE, bob());
    }

    private static SpooledMessage message(
            String text, String sender, MailParameters parameters, Recipient... recipients) {
        var octets = text.getBytes(StandardCharsets.UTF_8);
        var envelope =
                new Envelope(
                        RECEIVED,
                        ReversePath.parse(sender),
                        parameters,
                        List.of(recipients),
                        new Envelope.Origin("test", "", "", Optional.empty()));
        return new SpooledMessage(
                new SpoolId(1),
                envelope,
                Content.of(octets),
                octets.length,
                Collections.nCopies(recipients.length, RecipientProgress.untried(RECEIVED)),
                Optional.empty());
    }

    private static Recipient bob() {
        return Recipient.of(Mailbox.parse("bob@example.com"));
    }

    private static MailParameters parameters(
            Optional<String> envelopeId, Optional<Returned> returned, BodyType body) {
        return new MailParameters(
                OptionalLong.empty(), body, false, false, envelopeId, returned, Optional.empty());
    }

    private static MimeMessage parse(FailureReport.Composed report) throws MessagingException {
        return new MimeMessage(
                Session.getInstance(new Properties()), new ByteArrayInputStream(report.octets()));
    }

    private static String body(MimeMultipart parts, int index) throws Exception {
        try (var in = parts.getBodyPart(index).getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static byte[] octets(MimeMessage report, int index) throws Exception {
        try (var in = ((MimeMultipart) report.getContent()).getBodyPart(index).getInputStream()) {
            return in.readAllBytes();
        }
    }

    private static String text(MimeMessage report) throws Exception {
        try (var in = report.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static boolean isAscii(byte[] octets) {
        for (byte octet : octets) {
            if (octet < 0) {
                return false;
            }
        }
        return true;
    }
}
