package io.staffetta.kernel;

import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.Account;
import io.staffetta.spi.auth.Accounts;
import io.staffetta.spi.auth.PasswordCheck;
import io.staffetta.spi.auth.ScramVerifier;
import io.staffetta.spi.auth.Stored;
import io.staffetta.spi.mail.Mailbox;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// All account stores, asked in the order written; the first that knows an account answers.
record CompositeAccounts(Late<List<Accounts>> stores) implements Accounts {

    /// A store that does not know the account has burned the time of a check before it says so.
    /// With several stores an unknown account so costs more than a wrong password in the first: who
    /// is in which store is not hidden.
    @Override
    public PasswordCheck check(String login, Secret password) {
        for (var store : stores.get()) {
            switch (store.check(login, password)) {
                case PasswordCheck.Unknown _ -> {}
                // A store that cannot tell might know the account: to ask the next could let
                // somebody in under a name that is not theirs.
                case PasswordCheck.Unavailable unavailable -> {
                    return unavailable;
                }
                case PasswordCheck.Accepted accepted -> {
                    return confirmed(store, accepted);
                }
                case PasswordCheck.Rejected rejected -> {
                    return rejected;
                }
                case PasswordCheck.Insufficient insufficient -> {
                    return insufficient;
                }
            }
        }
        return new PasswordCheck.Rejected("no store knows the account");
    }

    private PasswordCheck confirmed(Accounts store, PasswordCheck.Accepted accepted) {
        try {
            return isOfAnother(store, accepted.account())
                    ? new PasswordCheck.Rejected("the account is one of a store before")
                    : accepted;
        } catch (UncheckedIOException e) {
            return new PasswordCheck.Unavailable(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Stored<ScramVerifier> scram(String login, String hash) {
        return first(store -> store.scram(login, hash));
    }

    @Override
    public Stored<Secret> sharedSecret(String login) {
        return first(store -> store.sharedSecret(login));
    }

    private <T> Stored<T> first(Function<Accounts, Stored<T>> question) {
        for (var store : stores.get()) {
            var answer = question.apply(store);
            if (!(answer instanceof Stored.Unknown<T>)) {
                return confirmed(store, answer);
            }
        }
        return new Stored.Unknown<>();
    }

    private <T> Stored<T> confirmed(Accounts store, Stored<T> answer) {
        try {
            return answer instanceof Stored.Found<T>(var account, _) && isOfAnother(store, account)
                    ? new Stored.Missing<>()
                    : answer;
        } catch (UncheckedIOException e) {
            return new Stored.Unavailable<>(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Optional<Account> find(String login) {
        for (var store : stores.get()) {
            var found = store.find(login);
            if (found.isPresent()) {
                return found.filter(account -> !isOfAnother(store, account));
            }
        }
        return Optional.empty();
    }

    /// Whether a store before has an account of that name. A store may know an account by a login
    /// that is not its name, and what its entries say of themselves must make nobody the owner of
    /// an account of another store.
    private boolean isOfAnother(Accounts store, Account account) {
        return stores.get().stream()
                .takeWhile(before -> !before.equals(store))
                .anyMatch(before -> before.find(account.name()).isPresent());
    }

    @Override
    public boolean maySendAs(String account, Mailbox sender) {
        var all = stores.get();
        if (all.size() == 1) {
            // It knows itself whether it has the account.
            return all.getFirst().maySendAs(account, sender);
        }
        return all.stream()
                .filter(store -> store.find(account).isPresent())
                .findFirst()
                .map(store -> store.maySendAs(account, sender))
                .orElse(false);
    }
}
