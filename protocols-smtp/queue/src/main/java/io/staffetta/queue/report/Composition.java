package io.staffetta.queue.report;

import io.staffetta.spi.mail.BodyType;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.queue.ReportKind;
import io.staffetta.spi.spool.SpooledMessage;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Makes a report: `multipart/report` (RFC 6522) with words, a delivery status (RFC 3464) and the
/// header or the whole of the message (RFC 3461 §6.2).
///
/// To a sender whose address is internationalised it has the form of RFC 6533. Any other sender
/// gets it in ASCII, whatever the recipients' addresses are: it may not be able to take UTF-8, and
/// a report that bounces is lost.
///
/// @param hostname of this server
/// @param now when the last attempt ended
/// @param unique not used by another report
/// @param message what it is about
/// @param kind what became of it
/// @param findings at least one, all of that kind
/// @param returned what is returned of the message
record Composition(
        String hostname,
        Instant now,
        String unique,
        SpooledMessage message,
        ReportKind kind,
        List<Finding> findings,
        ReturnedPart returned) {

    Report report() {
        var boundary = boundary();
        var out = new ByteArrayOutputStream();
        header(out, boundary);
        words(out, boundary);
        status(out, boundary);
        if (returned.extent() != ReturnedPart.Extent.NOTHING) {
            part(out, boundary, "Returned message", returned.type(), returned.isEightBit());
            out.writeBytes(returned.octets());
        }
        text(out, "\n--" + boundary + "--\n");
        return new Report(out.toByteArray(), parameters());
    }

    private void header(ByteArrayOutputStream out, String boundary) {
        text(
                out,
                """
                From: "Mail Delivery System" <MAILER-DAEMON@%s>
                To: <%s>
                Subject: %s
                Date: %s
                Message-ID: <%s@%s>
                """
                        .formatted(
                                hostname,
                                message.envelope().reversePath(),
                                WordsPart.subject(kind),
                                StatusPart.date(now),
                                unique,
                                hostname));
        returned.messageId()
                .ifPresent(id -> text(out, "In-Reply-To: " + id + "\nReferences: " + id + "\n"));
        text(
                out,
                """
                Auto-Submitted: auto-replied
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=%s;
                 boundary="%s"

                This is a report in MIME form about a message.
                """
                        .formatted(statusType(), boundary));
    }

    private void words(ByteArrayOutputStream out, String boundary) {
        var words = new WordsPart(hostname, message, kind, findings, returned).text();
        boolean ascii = SafeText.isAscii(words);
        text(
                out,
                """

                --%s
                Content-Description: Notification
                Content-Type: text/plain; charset=%s
                Content-Transfer-Encoding: %s

                %s\
                """
                        .formatted(
                                boundary,
                                ascii ? "us-ascii" : "utf-8",
                                ascii ? "7bit" : "quoted-printable",
                                ascii ? words : QuotedPrintable.encode(words)));
    }

    private void status(ByteArrayOutputStream out, String boundary) {
        var status = new StatusPart(hostname, now, message, findings, international());
        part(out, boundary, "Delivery report", "message/" + statusType(), international());
        text(out, status.fields());
    }

    private static void part(
            ByteArrayOutputStream out,
            String boundary,
            String description,
            String type,
            boolean eightBit) {
        text(
                out,
                """

                --%s
                Content-Description: %s
                Content-Type: %s
                Content-Transfer-Encoding: %s

                """
                        .formatted(boundary, description, type, eightBit ? "8bit" : "7bit"));
    }

    /// What nothing that is returned contains.
    private String boundary() {
        var content = new String(returned.octets(), StandardCharsets.ISO_8859_1);
        var boundary = "=_" + unique;
        for (int i = 0; content.contains(boundary); i++) {
            boundary = "=_" + unique + "." + i;
        }
        return boundary;
    }

    private MailParameters parameters() {
        var eightBit = international() || returned.isEightBit();
        return new MailParameters(
                OptionalLong.empty(),
                eightBit ? BodyType.EIGHT_BIT_MIME : BodyType.SEVEN_BIT,
                international(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private boolean international() {
        return !SafeText.isAscii(message.envelope().reversePath().toString());
    }

    private String statusType() {
        return international() ? "global-delivery-status" : "delivery-status";
    }

    private static void text(ByteArrayOutputStream out, String lines) {
        out.writeBytes(lines.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }
}
