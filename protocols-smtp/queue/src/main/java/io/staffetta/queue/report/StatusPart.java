package io.staffetta.queue.report;

import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.queue.ReportKind;
import io.staffetta.spi.spool.SpooledMessage;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The part of a report that programs read (RFC 3464, RFC 6533).
///
/// @param hostname of this server
/// @param now when the last attempt ended
/// @param message what it is about
/// @param findings at least one
/// @param international whether it may contain more than ASCII
record StatusPart(
        String hostname,
        Instant now,
        SpooledMessage message,
        List<Finding> findings,
        boolean international) {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT);

    static String date(Instant instant) {
        return DATE.format(instant.atOffset(ZoneOffset.UTC));
    }

    /// The fields, lines ended by LF.
    String fields() {
        var envelope = message.envelope();
        var out = new StringBuilder();
        // RFC 3461 §6.3 (a): decoded, as the record has it.
        envelope.parameters().envelopeId().ifPresent(id -> field(out, "Original-Envelope-Id", id));
        field(out, "Reporting-MTA", "dns; " + hostname);
        receivedFrom(envelope.origin())
                .ifPresent(client -> field(out, "Received-From-MTA", "dns; " + client));
        field(out, "Arrival-Date", date(envelope.receivedAt()));
        field(out, "X-Staffetta-Queue-ID", message.id().toString());
        findings.forEach(finding -> recipient(out, finding));
        return out.toString();
    }

    private void recipient(StringBuilder out, Finding finding) {
        var recipient = message.envelope().recipients().get(finding.recipient());
        out.append('\n');
        recipient
                .parameters()
                .originalRecipient()
                .flatMap(given -> TypedAddress.original(given, international))
                .ifPresent(original -> field(out, "Original-Recipient", original));
        // What the sender wrote: where an alias leads is not told (RFC 3464 §4.2).
        field(out, "Final-Recipient", TypedAddress.of(recipient.original(), international));
        field(out, "Action", finding.kind().name().toLowerCase(Locale.ROOT));
        field(out, "Status", finding.status().toString());
        finding.remoteMta()
                .flatMap(SafeText::host)
                .ifPresent(host -> field(out, "Remote-MTA", "dns; " + host));
        diagnostic(finding).ifPresent(code -> field(out, "Diagnostic-Code", code));
        field(out, "Last-Attempt-Date", date(now));
        finding.retryUntil().ifPresent(until -> field(out, "Will-Retry-Until", date(until)));
    }

    /// RFC 3464 §2.3.6: what a server replied, or else words of our own on what is wrong.
    private static Optional<String> diagnostic(Finding finding) {
        if (finding.reply().isPresent()) {
            return finding.reply().map("smtp; "::concat);
        }
        boolean wrong = finding.kind() == ReportKind.FAILED || finding.kind() == ReportKind.DELAYED;
        return Optional.of(finding.detail())
                .filter(detail -> wrong && !detail.isBlank())
                .map("x-staffetta; "::concat);
    }

    /// RFC 3464 §2.2.4.
    private static Optional<String> receivedFrom(Envelope.Origin origin) {
        return SafeText.host(origin.helo())
                .map(helo ->
                        helo + SafeText.host(origin.client()).map(" ([%s])"::formatted).orElse(""));
    }

    private void field(StringBuilder out, String name, String value) {
        out.append(name)
                .append(": ")
                .append(international ? SafeText.line(value) : SafeText.asciiLine(value))
                .append('\n');
    }
}
