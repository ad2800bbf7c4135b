package io.staffetta.distribution.command;

import io.staffetta.kernel.admin.QueueMessage;

import java.util.Optional;

/// A message with everything known of it, for people.
final class QueueMessageText {

    private QueueMessageText() {}

    static String of(QueueMessage message, Optional<Octets> headers, Optional<Octets> content) {
        var facts =
                new Table("id", message.id())
                        .row("queue", QueueName.of(message.status()))
                        .row("arrived", message.arrival())
                        .row("size", message.size())
                        .row("sender", "<" + message.sender() + ">");
        message.hold().ifPresent(reason -> facts.row("held", reason));
        addParameters(facts, message);
        addOrigin(facts, message);
        message.recipients().forEach(recipient -> addRecipient(facts, message, recipient));
        var text = new StringBuilder(facts.toString());
        // The content begins with the headers.
        content.or(() -> headers).ifPresent(octets -> addOctets(text, octets));
        return text.toString();
    }

    private static void addParameters(Table facts, QueueMessage message) {
        var parameters = message.parameters();
        facts.row("body", EsmtpText.of(parameters.body()));
        parameters.size().ifPresent(size -> facts.row("declared size", size));
        parameters.envelopeId().ifPresent(id -> facts.row("envid", id));
        parameters.returned().ifPresent(returned -> facts.row("ret", EsmtpText.of(returned)));
        parameters.submitter().ifPresent(auth -> facts.row("auth", "<" + auth + ">"));
        if (parameters.smtpUtf8()) {
            facts.row("smtputf8", "yes");
        }
        if (parameters.requireTls()) {
            facts.row("requiretls", "yes");
        }
    }

    private static void addOrigin(Table facts, QueueMessage message) {
        var origin = message.origin();
        facts.row("listener", origin.listener());
        if (!origin.client().isEmpty()) {
            facts.row("client", origin.client());
        }
        if (!origin.helo().isEmpty()) {
            facts.row("helo", origin.helo());
        }
        origin.account().ifPresent(account -> facts.row("account", account));
    }

    private static void addRecipient(
            Table facts, QueueMessage message, QueueMessage.Recipient recipient) {
        var progress = recipient.progress();
        var state = EsmtpText.of(progress.state());
        facts.row("recipient", recipient.address()).row("  given as", recipient.original());
        recipient.parameters().originalRecipient().ifPresent(orcpt -> facts.row("  orcpt", orcpt));
        if (!recipient.parameters().notifyOn().isEmpty()) {
            var conditions = EsmtpText.of(recipient.parameters().notifyOn());
            facts.row("  notify", String.join(",", conditions));
        }
        facts.row(
                        "  status",
                        progress.detail().isEmpty() ? state : state + ": " + progress.detail())
                .row("  attempts", progress.attempts());
        progress.history()
                .forEach(attempt -> facts.row("  attempt", attempt.at() + "  " + attempt.detail()));
        if (progress.delayReported()) {
            facts.row("  delay", "reported to the sender");
        }
        if (!progress.state().isDone() && message.hold().isEmpty()) {
            facts.row("  due", progress.due());
        }
    }

    private static void addOctets(StringBuilder text, Octets octets) {
        var lines = Printable.lines(octets.text()).stripTrailing();
        text.append("\n\n").append(lines);
        if (octets.cut()) {
            text.append("\n… cut after ")
                    .append(octets.octets().length)
                    .append(" octets; --max-octets for more");
        }
    }
}
