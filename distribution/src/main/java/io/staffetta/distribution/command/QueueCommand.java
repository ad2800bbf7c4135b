package io.staffetta.distribution.command;

import io.staffetta.kernel.StartupException;
import io.staffetta.kernel.admin.QueueItem;
import io.staffetta.kernel.admin.QueueListing;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;

@Command(name = "queue", description = "What waits to be delivered, and why.")
final class QueueCommand {

    @Command(name = "list", description = "List messages, oldest first.")
    int list(
            @Mixin Place place,
            @Mixin Output output,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "100",
                            description = "How many at most; default ${DEFAULT-VALUE}.")
                    int limit)
            throws StartupException {
        try (var operator = Operator.open(place)) {
            var listing = operator.administration().queue(limit);
            output.print(
                    listing.messages().stream().map(QueueEntryJson::of).toList(),
                    () -> text(listing));
            return ExitCode.DONE;
        }
    }

    @Command(name = "show", description = "Show one message with its recipients.")
    int show(@Mixin Place place, @Mixin Output output, @Parameters(paramLabel = "ID") String id)
            throws StartupException {
        try (var operator = Operator.open(place)) {
            var message = operator.administration().queued(id);
            output.print(QueueEntryJson.of(message), () -> text(message));
            return ExitCode.DONE;
        }
    }

    @Command(name = "retry", description = "Try everything that waits now.")
    int retry(@Mixin Place place, @Mixin Output output) throws IOException {
        try (var operator = Operator.ofRunning(place)) {
            operator.administration().retryQueue();
            output.done("Everything that waits is due now.");
            return ExitCode.DONE;
        }
    }

    private static String text(QueueListing listing) {
        if (listing.total() == 0) {
            return "The queue is empty.";
        }
        var table = new Table("ID", "ARRIVED", "SIZE", "SENDER", "RECIPIENT", "STATUS");
        for (var message : listing.messages()) {
            for (var recipient : message.recipients()) {
                table.row(
                        message.id(),
                        message.arrival(),
                        message.size(),
                        "<" + message.sender() + ">",
                        recipient.address(),
                        status(message, recipient));
            }
        }
        int more = (int) listing.total() - listing.messages().size();
        return table + (more > 0 ? "\n… and " + more + " more" : "");
    }

    private static String text(QueueItem message) {
        var facts =
                new Table("id", message.id())
                        .row("arrived", message.arrival())
                        .row("size", message.size())
                        .row("sender", "<" + message.sender() + ">");
        message.hold().ifPresent(reason -> facts.row("held", reason));
        for (var recipient : message.recipients()) {
            facts.row("recipient", recipient.address())
                    .row("  given as", recipient.original())
                    .row("  status", status(message, recipient))
                    .row("  attempts", recipient.attempts());
            if (recipient.state().equals("queued")) {
                facts.row("  due", recipient.due());
            }
        }
        return facts.toString();
    }

    private static String status(QueueItem message, QueueItem.Recipient recipient) {
        if (message.hold().isPresent()) {
            return "held: " + message.hold().get();
        }
        return recipient.detail().isEmpty()
                ? recipient.state()
                : recipient.state() + ": " + recipient.detail();
    }
}
