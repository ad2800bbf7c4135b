package io.staffetta.distribution.command;

import static io.staffetta.distribution.command.QueueChanges.counted;

import io.staffetta.kernel.StartupException;
import io.staffetta.kernel.admin.QueueOrder;
import io.staffetta.kernel.admin.QueueSelection;
import io.staffetta.spi.queue.MailQueue;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.util.Map;

@Command(
        name = "queue",
        description = "What waits to be delivered, and why; hold it, release it, try it, drop it.",
        subcommands = {
            QueueListCommand.class,
            QueueShowCommand.class,
            QueueDestinationsCommand.class,
        })
final class QueueCommand {

    private static final String BY_OPERATOR = "by the operator";

    @Command(name = "hold", description = "Try nothing of messages until they are released.")
    int hold(
            @Mixin Place place,
            @Mixin Output output,
            @Mixin Chosen chosen,
            @Option(
                            names = "--reason",
                            paramLabel = "TEXT",
                            defaultValue = BY_OPERATOR,
                            description = "Why, on one line; default: ${DEFAULT-VALUE}.")
                    String reason)
            throws StartupException {
        var selection = chosen.required();
        var order = new QueueOrder.Hold(reason);
        try (var operator = Operator.open(place)) {
            return new QueueChanges(output, order, "Held")
                    .run(operator.administration().queue(), selection);
        }
    }

    @Command(name = "release", description = "Release held messages; they are due at once.")
    int release(@Mixin Place place, @Mixin Output output, @Mixin Chosen chosen)
            throws StartupException {
        var selection = chosen.required();
        try (var operator = Operator.open(place)) {
            return new QueueChanges(output, new QueueOrder.Release(), "Released")
                    .run(operator.administration().queue(), selection);
        }
    }

    @Command(
            name = "retry",
            description = "Try messages now; everything that waits if none are named.")
    int retry(@Mixin Place place, @Mixin Output output, @Mixin Chosen chosen) throws IOException {
        var selection =
                chosen.selection()
                        .orElseGet(() -> new QueueSelection.Matching(MailQueue.Filter.ALL));
        try (var operator = Operator.ofRunning(place)) {
            return new QueueChanges(output, new QueueOrder.Retry(), "Due now:")
                    .run(operator.administration().queue(), selection);
        }
    }

    @Command(name = "bounce", description = "Give messages up and tell their senders.")
    int bounce(
            @Mixin Place place,
            @Mixin Output output,
            @Mixin Chosen chosen,
            @Option(
                            names = "--reason",
                            paramLabel = "TEXT",
                            defaultValue = "given up " + BY_OPERATOR,
                            description = "What senders are told; default: ${DEFAULT-VALUE}.")
                    String reason,
            @Option(names = "--yes", description = "Do it, whatever a filter finds.") boolean yes)
            throws IOException {
        var selection = chosen.required();
        var order = new QueueOrder.Bounce(reason);
        try (var operator = Operator.ofRunning(place)) {
            return new QueueChanges(output, order, "Bounced")
                    .runConfirmed(operator.administration().queue(), selection, yes);
        }
    }

    @Command(name = "delete", description = "Drop messages; nobody is told.")
    int delete(
            @Mixin Place place,
            @Mixin Output output,
            @Mixin Chosen chosen,
            @Option(names = "--yes", description = "Do it, whatever a filter finds.") boolean yes)
            throws StartupException {
        var selection = chosen.required();
        try (var operator = Operator.open(place)) {
            return new QueueChanges(output, new QueueOrder.Delete(), "Deleted")
                    .runConfirmed(operator.administration().queue(), selection, yes);
        }
    }

    @Command(name = "flush", description = "Try everything for a destination now.")
    int flush(
            @Mixin Place place,
            @Mixin Output output,
            @Parameters(paramLabel = "DESTINATION", description = "A domain or a next hop.")
                    String destination)
            throws IOException {
        try (var operator = Operator.ofRunning(place)) {
            int messages = operator.administration().queue().flush(destination);
            output.print(
                    Map.of("messages", messages),
                    () -> "Due now: %s.".formatted(counted(messages)));
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "suspend",
            description = "Begin no delivery to a destination until it is resumed.")
    int suspend(
            @Mixin Place place,
            @Mixin Output output,
            @Parameters(paramLabel = "DESTINATION", description = "A domain or a next hop.")
                    String destination,
            @Option(
                            names = "--reason",
                            paramLabel = "TEXT",
                            defaultValue = BY_OPERATOR,
                            description = "Why, on one line; default: ${DEFAULT-VALUE}.")
                    String reason)
            throws IOException {
        try (var operator = Operator.ofRunning(place)) {
            operator.administration().queue().suspend(destination, reason);
            output.done("Nothing goes to %s until it is resumed.".formatted(destination));
            return ExitCode.DONE;
        }
    }

    @Command(name = "resume", description = "End a suspension; what waited is due at once.")
    int resume(
            @Mixin Place place,
            @Mixin Output output,
            @Parameters(paramLabel = "DESTINATION", description = "A domain or a next hop.")
                    String destination)
            throws IOException {
        try (var operator = Operator.ofRunning(place)) {
            operator.administration().queue().resume(destination);
            output.done("Mail goes to %s again.".formatted(destination));
            return ExitCode.DONE;
        }
    }
}
