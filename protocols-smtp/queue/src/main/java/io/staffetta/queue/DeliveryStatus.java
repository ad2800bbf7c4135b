package io.staffetta.queue;

import io.staffetta.spi.spool.SpooledMessage;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// The part of a report that programs read (RFC 3464, RFC 6533).
///
/// @param hostname of this server
/// @param now when the recipients were given up
/// @param message what was not delivered
/// @param failures to whom and why
/// @param international whether it may contain more than ASCII
record DeliveryStatus(
        String hostname,
        Instant now,
        SpooledMessage message,
        List<Failure> failures,
        boolean international) {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT);

    /// A reply of another server, as against words of our own.
    private static final Pattern SMTP_REPLY = Pattern.compile("[245]\\d\\d[ -].*");

    static String date(Instant instant) {
        return DATE.format(instant.atOffset(ZoneOffset.UTC));
    }

    /// What the sender wrote: where an alias leads is not told (RFC 3464 §4.2).
    static String address(SpooledMessage message, Failure failure) {
        return message.envelope().recipients().get(failure.recipient()).original().toString();
    }

    /// Text from elsewhere, fit for a line of the report.
    static String safe(String text, boolean international) {
        var safe = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c ->
                        safe.appendCodePoint(
                                Character.isISOControl(c) || (c > 126 && !international)
                                        ? '?'
                                        : c));
        return safe.toString();
    }

    /// The fields, lines ended by LF.
    String fields() {
        var envelope = message.envelope();
        var status = new StringBuilder();
        envelope.parameters()
                .envelopeId()
                .ifPresent(id -> field(status, "Original-Envelope-Id", xtext(id)));
        field(status, "Reporting-MTA", "dns; " + hostname);
        field(status, "Arrival-Date", date(envelope.receivedAt()));
        for (var failure : failures) {
            status.append('\n');
            envelope.recipients()
                    .get(failure.recipient())
                    .parameters()
                    .originalRecipient()
                    .ifPresent(original -> field(status, "Original-Recipient", original));
            field(status, "Final-Recipient", addressType() + address(message, failure));
            field(status, "Action", "failed");
            field(status, "Status", failure.status().toString());
            var kind = SMTP_REPLY.matcher(failure.detail()).matches() ? "smtp; " : "x-staffetta; ";
            field(status, "Diagnostic-Code", kind + failure.detail());
            field(status, "Last-Attempt-Date", date(now));
        }
        return status.toString();
    }

    private void field(StringBuilder out, String name, String value) {
        out.append(name).append(": ").append(safe(value, international)).append('\n');
    }

    private String addressType() {
        return international ? "utf-8; " : "rfc822; ";
    }

    /// RFC 3461 §4: the envelope id is given back as it came.
    private static String xtext(String text) {
        var encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (octet > ' ' && octet < 127 && octet != '+' && octet != '=') {
                encoded.append((char) octet);
            } else {
                encoded.append('+').append("%02X".formatted(octet));
            }
        }
        return encoded.toString();
    }
}
