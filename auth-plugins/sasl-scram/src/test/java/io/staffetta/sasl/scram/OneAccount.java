package io.staffetta.sasl.scram;

import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.Account;
import io.staffetta.spi.auth.Accounts;
import io.staffetta.spi.auth.PasswordCheck;
import io.staffetta.spi.auth.ScramVerifier;
import io.staffetta.spi.auth.Stored;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.testkit.ScramVerifiers;

import java.util.List;
import java.util.Optional;

/// A store with one account, of any name and salt.
record OneAccount(String login, String password, byte[] salt, int iterations) implements Accounts {

    Account account() {
        return new Account(login, List.of(), false);
    }

    @Override
    public PasswordCheck check(String name, Secret secret) {
        throw new AssertionError("SCRAM never sees a password");
    }

    @Override
    public Optional<Account> find(String name) {
        return name.equals(login) ? Optional.of(account()) : Optional.empty();
    }

    @Override
    public Stored<ScramVerifier> scram(String name, String hash) {
        return name.equals(login)
                ? new Stored.Found<>(
                        account(), ScramVerifiers.of(Secret.of(password), hash, salt, iterations))
                : new Stored.Unknown<>();
    }

    @Override
    public boolean maySendAs(String account, Mailbox sender) {
        return false;
    }
}
