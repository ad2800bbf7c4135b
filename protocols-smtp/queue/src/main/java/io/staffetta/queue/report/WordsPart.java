package io.staffetta.queue.report;

import io.staffetta.spi.queue.ReportKind;
import io.staffetta.spi.spool.SpooledMessage;

import java.util.List;

/// The part of a report that people read.
///
/// @param hostname of this server
/// @param message what it is about
/// @param kind what became of it
/// @param findings at least one, all of that kind
/// @param returned what is attached
record WordsPart(
        String hostname,
        SpooledMessage message,
        ReportKind kind,
        List<Finding> findings,
        ReturnedPart returned) {

    private static final int WIDTH = 72;

    static String subject(ReportKind kind) {
        return switch (kind) {
            case FAILED -> "Undelivered Mail Returned to Sender";
            case DELAYED -> "Delayed Mail (still being retried)";
            case RELAYED -> "Successful Mail Relay Report";
            case DELIVERED -> "Successful Mail Delivery Report";
        };
    }

    /// The text, lines ended by LF.
    String text() {
        var out = new StringBuilder();
        paragraph(out, "This is the mail system at " + hostname + ".");
        paragraph(out, opening());
        findings.forEach(finding -> recipient(out, finding));
        if (kind == ReportKind.DELAYED) {
            paragraph(out, outlook());
        }
        switch (returned.extent()) {
            case WHOLE -> paragraph(out, "Your message is attached.");
            case HEADER -> paragraph(out, "The header of your message is attached.");
            case NOTHING -> {}
        }
        return out.toString().stripTrailing() + "\n";
    }

    private String opening() {
        var sent = "Your message of " + StatusPart.date(message.envelope().receivedAt());
        return switch (kind) {
            case FAILED ->
                    sent
                            + " could not be delivered to the recipients below. Nothing more is"
                            + " tried for them: if the message still matters, it must be sent"
                            + " again.";
            case DELAYED ->
                    "This is only a warning, you need not send your message again. "
                            + sent
                            + " could not be delivered yet to the recipients below.";
            case RELAYED ->
                    sent
                            + " was handed on to the mail servers of the recipients below. They do"
                            + " not confirm deliveries, so this is the last you hear of it unless"
                            + " something goes wrong.";
            case DELIVERED -> sent + " was delivered to the recipients below.";
        };
    }

    private String outlook() {
        return findings.stream()
                .flatMap(finding -> finding.retryUntil().stream())
                .max(Comparable::compareTo)
                .map(until -> "It is tried again and again until " + StatusPart.date(until) + ".")
                .orElse("It is tried again and again.");
    }

    private void recipient(StringBuilder out, Finding finding) {
        var address = message.envelope().recipients().get(finding.recipient()).original();
        out.append('<').append(SafeText.line(address.toString())).append(">\n");
        if (isTrouble()) {
            Explanation.of(finding.status()).ifPresent(words -> indented(out, words));
        }
        reason(out, finding);
        out.append('\n');
    }

    private void reason(StringBuilder out, Finding finding) {
        var host = finding.remoteMta().flatMap(SafeText::host);
        var said = host.map(name -> name + " said: ").orElse("The other server said: ");
        if (finding.reply().isPresent()) {
            var reply = SafeText.line(finding.reply().get());
            if (!finding.detail().equals(finding.reply().get())) {
                indented(out, SafeText.line(finding.detail()));
            }
            indented(out, said + reply);
        } else if (isTrouble() && !finding.detail().isBlank()) {
            indented(out, SafeText.line(finding.detail()) + " (" + finding.status() + ")");
        }
    }

    /// Else what is said here is of no use to the sender, such as the name of a folder.
    private boolean isTrouble() {
        return kind == ReportKind.FAILED || kind == ReportKind.DELAYED;
    }

    private static void indented(StringBuilder out, String text) {
        SafeText.wrapped(text, WIDTH - 4)
                .forEach(line -> out.append("    ").append(line).append('\n'));
    }

    private static void paragraph(StringBuilder out, String text) {
        SafeText.wrapped(text, WIDTH).forEach(line -> out.append(line).append('\n'));
        out.append('\n');
    }
}
