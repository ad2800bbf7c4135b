package io.staffetta.distribution.command;

import io.staffetta.kernel.StartupException;
import io.staffetta.kernel.admin.AccountDetails;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.util.concurrent.Callable;

@Command(
        name = "show",
        description = "Show one account: addresses, what it logs in by, its app passwords.")
final class AccountShowCommand implements Callable<Integer> {

    @Mixin private Place place;
    @Mixin private Output output;

    @Parameters(paramLabel = "ACCOUNT", description = "Its name, or one of its addresses.")
    private String account = "";

    @Override
    public Integer call() throws StartupException {
        try (var operator = Operator.open(place)) {
            var details = operator.administration().credentials().show(account);
            output.print(details, () -> text(details));
            return ExitCode.DONE;
        }
    }

    private static String text(AccountDetails details) {
        var facts =
                new Table("ACCOUNT", details.name())
                        .row("state", details.locked() ? "locked" : "open")
                        .row("addresses", String.join(" ", details.addresses()))
                        .row("kept", String.join(" ", details.credentials()))
                        .row(
                                "logs in with",
                                details.appPasswordsOnly()
                                        ? "app passwords only"
                                        : "password or app password");
        return details.appPasswords().isEmpty()
                ? facts.toString()
                : facts + "\n\n" + AppPasswordCommand.table(details.appPasswords());
    }
}
