package io.staffetta.distribution.command;

import io.staffetta.kernel.admin.BanListing;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.time.Duration;

@Command(name = "bans", description = "Clients that are not served for a while.")
final class BansCommand {

    @Spec private CommandSpec command;

    @Command(name = "list", description = "List the bans in force, those that end last first.")
    int list(
            @Mixin Place place,
            @Mixin Output output,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "100",
                            description = "At most so many; default ${DEFAULT-VALUE}.")
                    int limit)
            throws IOException {
        if (limit < 1) {
            throw new ParameterException(command.commandLine(), "--limit must be at least 1.");
        }
        try (var operator = Operator.ofRunning(place)) {
            var listing = operator.administration().bans().list(limit);
            output.print(listing.entries(), () -> text(listing));
            return ExitCode.DONE;
        }
    }

    @Command(name = "add", description = "Ban an address or a network.")
    int add(
            @Mixin Place place,
            @Mixin Output output,
            @Parameters(
                            paramLabel = "NETWORK",
                            description = "An IP address, or a network such as 192.0.2.0/24.")
                    String network,
            @Option(
                            names = "--for",
                            paramLabel = "TIME",
                            defaultValue = "1d",
                            converter = Age.class,
                            description = "How long, such as 30m or 5d; default ${DEFAULT-VALUE}.")
                    Duration time,
            @Option(
                            names = "--reason",
                            paramLabel = "TEXT",
                            defaultValue = "banned by the operator",
                            description = "For the log and the list.")
                    String reason)
            throws IOException {
        try (var operator = Operator.ofRunning(place)) {
            var ban = operator.administration().bans().add(network, time, reason);
            output.done("%s is banned until %s.".formatted(ban.network(), ban.until()));
            return ExitCode.DONE;
        }
    }

    @Command(name = "lift", description = "End the bans of an address, or of all in a network.")
    int lift(
            @Mixin Place place,
            @Mixin Output output,
            @Parameters(
                            paramLabel = "NETWORK",
                            description = "An IP address, or a network such as 192.0.2.0/24.")
                    String network)
            throws IOException {
        try (var operator = Operator.ofRunning(place)) {
            int lifted = operator.administration().bans().lift(network);
            output.done(
                    lifted == 1
                            ? "The ban of %s has ended.".formatted(network)
                            : "%d bans in %s have ended.".formatted(lifted, network));
            return ExitCode.DONE;
        }
    }

    private static String text(BanListing listing) {
        if (listing.entries().isEmpty()) {
            return "Nobody is banned at present.";
        }
        var table = new Table("NETWORK", "UNTIL", "SINCE", "REASON");
        for (var ban : listing.entries()) {
            table.row(ban.network(), ban.until(), ban.since(), ban.reason());
        }
        int more = listing.total() - listing.entries().size();
        return more > 0 ? table + "\n… and " + more + " more" : table.toString();
    }
}
