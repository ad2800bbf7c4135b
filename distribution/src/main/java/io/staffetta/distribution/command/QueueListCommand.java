package io.staffetta.distribution.command;

import io.staffetta.kernel.StartupException;
import io.staffetta.kernel.admin.QueueItem;
import io.staffetta.kernel.admin.QueueListing;
import io.staffetta.spi.queue.MailQueue;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.concurrent.Callable;

@Command(name = "list", description = "List messages, oldest first.")
final class QueueListCommand implements Callable<Integer> {

    @Mixin private Place place;
    @Mixin private Output output;
    @Mixin private Matching matching;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many at most; default ${DEFAULT-VALUE}.")
    private int limit;

    @Override
    public Integer call() throws StartupException {
        try (var operator = Operator.open(place)) {
            var filter = matching.filter();
            var listing = operator.administration().queue().list(filter, limit);
            output.print(
                    listing.messages().stream().map(QueueEntryJson::of).toList(),
                    () -> text(listing, filter));
            return ExitCode.DONE;
        }
    }

    static String text(QueueListing listing, MailQueue.Filter filter) {
        boolean filtered = !filter.equals(MailQueue.Filter.ALL);
        if (listing.messages().isEmpty()) {
            return filtered && listing.total() > 0
                    ? "No message of %d fits.".formatted(listing.total())
                    : "The queue is empty.";
        }
        var table = new Table("ID", "QUEUE", "ARRIVED", "SIZE", "SENDER", "RECIPIENT", "STATUS");
        for (var message : listing.messages()) {
            for (var recipient : message.recipients()) {
                table.row(
                        message.id(),
                        QueueName.of(message.status()),
                        message.arrival(),
                        message.size(),
                        "<" + message.sender() + ">",
                        recipient.address(),
                        status(message, recipient));
            }
        }
        return table + (listing.more() ? "\n" + more(listing, filtered) : "");
    }

    private static String more(QueueListing listing, boolean filtered) {
        return filtered
                ? "… and more that fit"
                : "… and %d more".formatted(listing.total() - listing.messages().size());
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
