package io.staffetta.queue;

import io.staffetta.spi.mail.BodyType;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.spool.SpooledMessage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The report of a failure to the sender: `multipart/report` (RFC 6522) with a delivery status (RFC
/// 3464) and the header or the whole of the message (RFC 3461 §6.2). Where addresses are
/// internationalised it has the form of RFC 6533.
final class FailureReport {

    private final String hostname;
    private final Instant now;
    private final SpooledMessage message;
    private final List<Failure> failures;
    private final ReturnedPart returned;
    private final boolean international;

    /// @param unique not used by another report
    /// @param returnedSize see [QueueSettings]
    static Composed compose(
            String hostname,
            Instant now,
            String unique,
            SpooledMessage message,
            List<Failure> failures,
            long returnedSize)
            throws IOException {
        var returned = ReturnedPart.of(message, returnedSize);
        var report = new FailureReport(hostname, now, message, failures, returned);
        return new Composed(report.write(unique), report.parameters());
    }

    /// @param octets the message
    /// @param parameters the ESMTP parameters of its envelope
    record Composed(byte[] octets, MailParameters parameters) {}

    private FailureReport(
            String hostname,
            Instant now,
            SpooledMessage message,
            List<Failure> failures,
            ReturnedPart returned) {
        this.hostname = hostname;
        this.now = now;
        this.message = message;
        this.failures = failures;
        this.returned = returned;
        this.international =
                message.envelope().parameters().smtpUtf8()
                        || !isAscii(message.envelope().reversePath().toString())
                        || failures.stream()
                                .anyMatch(failure ->
                                        !isAscii(DeliveryStatus.address(message, failure)));
    }

    private byte[] write(String unique) {
        var boundary = boundary(unique);
        var out = new ByteArrayOutputStream();
        text(
                out,
                """
                From: "Mail Delivery System" <MAILER-DAEMON@%s>
                To: <%s>
                Subject: Undelivered Mail Returned to Sender
                Date: %s
                Message-ID: <%s@%s>
                Auto-Submitted: auto-replied
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=%s;
                 boundary="%s"

                This is a report in MIME form about a message that was not delivered.

                --%s
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: %s

                %s
                --%s
                Content-Type: message/%s
                Content-Transfer-Encoding: %s

                %s
                --%s
                Content-Type: %s
                Content-Transfer-Encoding: %s

                """
                        .formatted(
                                hostname,
                                message.envelope().reversePath(),
                                DeliveryStatus.date(now),
                                unique,
                                hostname,
                                international ? "global-delivery-status" : "delivery-status",
                                boundary,
                                boundary,
                                encoding(international),
                                words(),
                                boundary,
                                international ? "global-delivery-status" : "delivery-status",
                                encoding(international),
                                new DeliveryStatus(hostname, now, message, failures, international)
                                        .fields(),
                                boundary,
                                returned.type(international),
                                encoding(returned.isEightBit())));
        out.writeBytes(returned.octets());
        text(out, "\n--" + boundary + "--\n");
        return out.toByteArray();
    }

    /// What nothing that is returned contains.
    private String boundary(String unique) {
        var content = new String(returned.octets(), StandardCharsets.ISO_8859_1);
        var boundary = "=_" + unique;
        for (int i = 0; content.contains(boundary); i++) {
            boundary = "=_" + unique + "." + i;
        }
        return boundary;
    }

    private MailParameters parameters() {
        var eightBit = international || returned.isEightBit();
        return new MailParameters(
                OptionalLong.empty(),
                eightBit ? BodyType.EIGHT_BIT_MIME : BodyType.SEVEN_BIT,
                international,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private String words() {
        var words = new StringBuilder();
        words.append("This is the mail system at ").append(hostname).append(".\n\n");
        words.append("Your message could not be delivered to:\n\n");
        for (var failure : failures) {
            words.append('<').append(DeliveryStatus.address(message, failure)).append(">\n    ");
            words.append(failure.status())
                    .append(' ')
                    .append(DeliveryStatus.safe(failure.detail(), international))
                    .append("\n\n");
        }
        words.append(
                returned.isWhole()
                        ? "The message is attached.\n"
                        : "The header of the message is attached.\n");
        return words.toString();
    }

    private static String encoding(boolean eightBit) {
        return eightBit ? "8bit" : "7bit";
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

    private static void text(ByteArrayOutputStream out, String lines) {
        out.writeBytes(lines.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }
}
