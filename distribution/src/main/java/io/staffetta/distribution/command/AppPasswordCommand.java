package io.staffetta.distribution.command;

import io.staffetta.kernel.StartupException;
import io.staffetta.spi.auth.AppPassword;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.List;
import java.util.Locale;
import java.util.Map;

@Command(
        name = "app-password",
        description = "Make, list and take back passwords for single programs of an account.")
final class AppPasswordCommand {

    @Command(
            name = "add",
            description = "Make an app password and print it; it cannot be shown again.")
    int add(
            @Mixin Place place,
            @Mixin Output output,
            @Parameters(paramLabel = "ACCOUNT") String account,
            @Parameters(paramLabel = "NAME", description = "What the owner calls it.") String name,
            @Option(
                            names = "--scope",
                            paramLabel = "SCOPE",
                            defaultValue = "send",
                            description =
                                    "What may be done with it: ${COMPLETION-CANDIDATES}; default"
                                            + " ${DEFAULT-VALUE}.")
                    AppPassword.Scope scope)
            throws StartupException {
        try (var operator = Operator.open(place)) {
            var password =
                    operator.administration().credentials().addAppPassword(account, name, scope);
            output.print(Map.of("password", password.reveal()), password::reveal);
            return ExitCode.DONE;
        }
    }

    @Command(name = "list", description = "List the app passwords of an account by name.")
    int list(
            @Mixin Place place,
            @Mixin Output output,
            @Parameters(paramLabel = "ACCOUNT") String account)
            throws StartupException {
        try (var operator = Operator.open(place)) {
            var passwords = operator.administration().credentials().appPasswords(account);
            output.print(passwords, () -> table(passwords).toString());
            return ExitCode.DONE;
        }
    }

    @Command(name = "remove", description = "Take an app password back; it lets nobody in then.")
    int remove(
            @Mixin Place place,
            @Mixin Output output,
            @Parameters(paramLabel = "ACCOUNT") String account,
            @Parameters(paramLabel = "NAME") String name)
            throws StartupException {
        return Operator.change(
                place,
                output,
                administration -> administration.credentials().removeAppPassword(account, name),
                "Removed the app password %s of %s."
                        .formatted(Printable.line(name), Printable.line(account)));
    }

    static Table table(List<AppPassword> passwords) {
        var table = new Table("NAME", "SCOPE", "CREATED", "LAST USE");
        passwords.forEach(one ->
                table.row(
                        one.name(),
                        one.scope().name().toLowerCase(Locale.ROOT),
                        one.created(),
                        one.lastUse().map(Object::toString).orElse("never")));
        return table;
    }
}
