package io.staffetta.kernel.session;

import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.Account;
import io.staffetta.spi.auth.Accounts;
import io.staffetta.spi.auth.PasswordCheck;
import io.staffetta.spi.directory.Directory;
import io.staffetta.spi.directory.Resolution;
import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.Mailbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Accounts and directory of `example.org`: `ann` and `bob`, both with password `secret`.
final class FakeStore implements Accounts, Directory {

    private final Map<Mailbox, List<Mailbox>> targets = new HashMap<>();
    boolean unreachable;

    FakeStore() {
        alias("ann@example.org", "ann@example.org");
        alias("bob@example.org", "bob@example.org");
    }

    void alias(String source, String... to) {
        targets.put(Mailbox.parse(source), Stream.of(to).map(Mailbox::parse).toList());
    }

    static Account account(String name) {
        return new Account(name, List.of(Mailbox.parse(name)), false);
    }

    @Override
    public boolean isLocal(Domain domain) {
        reach();
        return domain.name().equals("example.org");
    }

    @Override
    public Resolution resolve(Mailbox mailbox) {
        reach();
        var found = targets.get(mailbox.folded());
        return found == null ? new Resolution.Unknown() : new Resolution.Deliver(found);
    }

    @Override
    public PasswordCheck check(String login, Secret password) {
        return password.reveal().equals("secret")
                ? new PasswordCheck.Accepted(account(login))
                : new PasswordCheck.Rejected("wrong password");
    }

    @Override
    public Optional<Account> find(String login) {
        return Optional.of(account(login));
    }

    @Override
    public boolean maySendAs(String account, Mailbox sender) {
        reach();
        return sender.folded().toString().equals(account);
    }

    private void reach() {
        if (unreachable) {
            throw new UncheckedIOException(new IOException("no database"));
        }
    }
}
