package io.staffetta.distribution.command;

import io.staffetta.kernel.admin.LoginFailures;
import io.staffetta.kernel.admin.LoginListing;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.util.Locale;

@Command(
        name = "logins",
        description = "Failed logins that count against clients, networks and accounts.")
final class LoginsCommand {

    @Spec private CommandSpec command;

    @Command(name = "list", description = "List what counts, most failures first.")
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
            var listing = operator.administration().logins().list(limit);
            output.print(listing.entries(), () -> text(listing));
            return ExitCode.DONE;
        }
    }

    @Command(name = "forget", description = "Forget what counts against somebody.")
    int forget(
            @Mixin Place place,
            @Mixin Output output,
            @Parameters(
                            paramLabel = "WHO",
                            description =
                                    "An IP address, a network such as 192.0.2.0/24, or an account.")
                    String who)
            throws IOException {
        try (var operator = Operator.ofRunning(place)) {
            operator.administration().logins().forget(who);
            output.done("No failed login counts against %s any more.".formatted(who));
            return ExitCode.DONE;
        }
    }

    private static String text(LoginListing listing) {
        if (listing.entries().isEmpty()) {
            return "No failed login counts at present.";
        }
        var table = new Table("FAILURES", "KIND", "WHO", "SINCE", "STATE");
        for (var one : listing.entries()) {
            table.row(
                    one.failures(),
                    one.kind().name().toLowerCase(Locale.ROOT),
                    one.who(),
                    one.since(),
                    state(one));
        }
        int more = listing.total() - listing.entries().size();
        return more > 0 ? table + "\n… and " + more + " more" : table.toString();
    }

    private static String state(LoginFailures one) {
        if (!one.refused()) {
            return "";
        }
        return switch (one.kind()) {
            case CLIENT, NETWORK -> "refused";
            case ACCOUNT -> "right password only";
        };
    }
}
