package io.staffetta.distribution.command;

import io.staffetta.kernel.StartupException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.io.IOException;

@Command(
        name = "account",
        description = "Add, list, change and remove accounts.",
        subcommands = {
            AccountShowCommand.class,
            AccountImportCommand.class,
            AppPasswordCommand.class,
        })
final class AccountCommand {

    @Command(name = "add", description = "Add an account for a mailbox of a local domain.")
    int add(
            @Mixin Place place,
            @Mixin Output output,
            @Mixin Password password,
            @Parameters(paramLabel = "ADDRESS") String address)
            throws StartupException, IOException {
        var secret = password.read();
        return Operator.change(
                place,
                output,
                administration -> administration.addAccount(address, secret),
                "Added " + address + ".");
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
        return Operator.change(
                place,
                output,
                administration -> administration.setPassword(account, secret),
                "Changed the password of " + account + ".");
    }

    @Command(name = "remove", description = "Remove an account; its mail stays where it lies.")
    int remove(
            @Mixin Place place,
            @Mixin Output output,
            @Parameters(paramLabel = "ACCOUNT") String account)
            throws StartupException {
        return Operator.change(
                place,
                output,
                administration -> administration.removeAccount(account),
                "Removed " + account + ".");
    }

    @Command(name = "lock", description = "Keep an account from logging in; mail still arrives.")
    int lock(
            @Mixin Place place,
            @Mixin Output output,
            @Parameters(paramLabel = "ACCOUNT") String account)
            throws StartupException {
        return Operator.change(
                place,
                output,
                administration -> administration.setLocked(account, true),
                "Locked " + account + ".");
    }

    @Command(name = "unlock", description = "Let an account log in again.")
    int unlock(
            @Mixin Place place,
            @Mixin Output output,
            @Parameters(paramLabel = "ACCOUNT") String account)
            throws StartupException {
        return Operator.change(
                place,
                output,
                administration -> administration.setLocked(account, false),
                "Unlocked " + account + ".");
    }

    @Command(
            name = "app-passwords-only",
            description = "Decide whether the main password of an account lets nobody in.")
    int appPasswordsOnly(
            @Mixin Place place,
            @Mixin Output output,
            @Parameters(paramLabel = "ACCOUNT") String account,
            @Parameters(paramLabel = "on|off") Switch only)
            throws StartupException {
        return Operator.change(
                place,
                output,
                administration ->
                        administration
                                .credentials()
                                .setAppPasswordsOnly(account, only == Switch.ON),
                switch (only) {
                    case ON -> account + " logs in with its app passwords only.";
                    case OFF -> account + " logs in with its password or an app password.";
                });
    }

    @Command(name = "add-address", description = "Give an account one more address.")
    int addAddress(
            @Mixin Place place,
            @Mixin Output output,
            @Parameters(paramLabel = "ACCOUNT") String account,
            @Parameters(paramLabel = "ADDRESS") String address)
            throws StartupException {
        return Operator.change(
                place,
                output,
                administration -> administration.addAddress(account, address),
                address + " leads to " + account + " now.");
    }

    @Command(name = "remove-address", description = "Take a further address away.")
    int removeAddress(
            @Mixin Place place,
            @Mixin Output output,
            @Parameters(paramLabel = "ACCOUNT") String account,
            @Parameters(paramLabel = "ADDRESS") String address)
            throws StartupException {
        return Operator.change(
                place,
                output,
                administration -> administration.removeAddress(account, address),
                address + " no longer leads to " + account + ".");
    }
}
