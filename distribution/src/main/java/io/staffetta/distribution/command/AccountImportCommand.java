package io.staffetta.distribution.command;

import io.staffetta.kernel.StartupException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.util.concurrent.Callable;

@Command(
        name = "import",
        description = {
            "Add an account of which another server kept a hash of the password: bcrypt,"
                    + " SHA-512-crypt, PBKDF2, SSHA, Argon2.",
            "The hash is renewed when the account logs in for the first time."
        })
final class AccountImportCommand implements Callable<Integer> {

    @Mixin private Place place;
    @Mixin private Output output;
    @Mixin private PasswordHash hash;

    @Option(
            names = "--replace",
            description = "Replace the password of an account that is there already.")
    private boolean replace;

    @Parameters(paramLabel = "ADDRESS")
    private String address = "";

    @Override
    public Integer call() throws StartupException, IOException {
        var secret = hash.read();
        return replace
                ? Operator.change(
                        place,
                        output,
                        administration ->
                                administration.credentials().importPassword(address, secret),
                        "Changed the password of " + Printable.line(address) + ".")
                : Operator.change(
                        place,
                        output,
                        administration ->
                                administration.credentials().importAccount(address, secret),
                        "Added " + Printable.line(address) + ".");
    }
}
