package io.staffetta.distribution.command;

import io.staffetta.kernel.StartupException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.io.IOException;

@Command(name = "account", description = "Add, list, change and remove accounts.")
final class AccountCommand {

    @Command(name = "add", description = "Add an account for a mailbox of a local domain.")
    int add(
            @Mixin Place place,
            @Mixin Output output,
            @Mixin Password password,
            @Parameters(paramLabel = "ADDRESS") String address)
            throws StartupException, IOException {
        var secret = password.read();
        try (var operator = Operator.open(place)) {
            operator.administration().addAccount(address, secret);
            output.done("Added " + address + ".");
            return ExitCode.DONE;
        }
    }

    @Command(name = "list", description = "List accounts.")
    int list(@Mixin Place place, @Mixin Output output) throws StartupException {
        try (var operator = Operator.open(place)) {
            var accounts = operator.administration().accounts();
            output.print(
                    accounts,
                    () -> {
                        var table = new Table("ACCOUNT", "STATE", "FURTHER ADDRESSES");
                        accounts.forEach(account ->
                                table.row(
                                        account.name(),
                                        account.locked() ? "locked" : "open",
                                        String.join(
                                                " ",
                                                account.addresses().stream().skip(1).toList())));
                        return table.toString();
                    });
            return ExitCode.DONE;
        }
    }

    @Command(name = "password", description = "Replace an account's password.")
    int password(
            @Mixin Place place,
            @Mixin Output output,
            @Mixin Password password,
            @Parameters(paramLabel = "ACCOUNT") String account)
            throws StartupException, IOException {
        var secret = password.read();
        try (var operator = Operator.open(place)) {
            operator.administration().setPassword(account, secret);
            output.done("Changed the password of " + account + ".");
            return ExitCode.DONE;
        }
    }

    @Command(name = "remove", description = "Remove an account; its mail stays where it lies.")
    int remove(
            @Mixin Place place,
            @Mixin Output output,
            @Parameters(paramLabel = "ACCOUNT") String account)
            throws StartupException {
        try (var operator = Operator.open(place)) {
            operator.administration().removeAccount(account);
            output.done("Removed " + account + ".");
            return ExitCode.DONE;
        }
    }

    @Command(name = "lock", description = "Keep an account from logging in; mail still arrives.")
    int lock(
            @Mixin Place place,
            @Mixin Output output,
            @Parameters(paramLabel = "ACCOUNT") String account)
            throws StartupException {
        try (var operator = Operator.open(place)) {
            operator.administration().setLocked(account, true);
            output.done("Locked " + account + ".");
            return ExitCode.DONE;
        }
    }

    @Command(name = "unlock", description = "Let an account log in again.")
    int unlock(
            @Mixin Place place,
            @Mixin Output output,
            @Parameters(paramLabel = "ACCOUNT") String account)
            throws StartupException {
        try (var operator = Operator.open(place)) {
            operator.administration().setLocked(account, false);
            output.done("Unlocked " + account + ".");
            return ExitCode.DONE;
        }
    }

    @Command(name = "add-address", description = "Give an account one more address.")
    int addAddress(
            @Mixin Place place,
            @Mixin Output output,
            @Parameters(paramLabel = "ACCOUNT") String account,
            @Parameters(paramLabel = "ADDRESS") String address)
            throws StartupException {
        try (var operator = Operator.open(place)) {
            operator.administration().addAddress(account, address);
            output.done(address + " leads to " + account + " now.");
            return ExitCode.DONE;
        }
    }

    @Command(name = "remove-address", description = "Take a further address away.")
    int removeAddress(
            @Mixin Place place,
            @Mixin Output output,
            @Parameters(paramLabel = "ACCOUNT") String account,
            @Parameters(paramLabel = "ADDRESS") String address)
            throws StartupException {
        try (var operator = Operator.open(place)) {
            operator.administration().removeAddress(account, address);
            output.done(address + " no longer leads to " + account + ".");
            return ExitCode.DONE;
        }
    }
}
