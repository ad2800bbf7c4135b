package io.staffetta.sql;

import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.Account;
import io.staffetta.spi.auth.AccountAdministration;
import io.staffetta.spi.auth.Accounts;
import io.staffetta.spi.auth.PasswordCheck;
import io.staffetta.spi.directory.Directory;
import io.staffetta.spi.directory.Resolution;
import io.staffetta.spi.host.Server;
import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.Mailbox;

import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Accounts, their addresses, aliases and domains in a database.
///
/// An account logs in with any of its addresses. Mail for a locked account is still accepted.
/// Removing an account leaves aliases that lead to it; they lead nowhere then.
public final class SqlAccounts implements Accounts, Directory, AccountAdministration {

    private static final String NOT_OPEN = "the account store is not open";

    private record Open(
            Database database, Logins logins, SqlDirectory directory, Edits administration) {}

    private final SqlSettings settings;
    private final Server server;
    private final Directory all;
    private final PasswordHasher hasher;
    private volatile @Nullable Open open;

    /// @param all the union of all stores and the configuration file
    @Inject
    public SqlAccounts(SqlSettings settings, Server server, Directory all) {
        this(settings, server, all, new Argon2Hasher(settings));
    }

    SqlAccounts(SqlSettings settings, Server server, Directory all, PasswordHasher hasher) {
        this.settings = settings;
        this.server = server;
        this.all = all;
        this.hasher = hasher;
    }

    @Override
    public void start() throws IOException {
        var database = Database.open(DatabaseUrl.of(settings, server), settings);
        open =
                new Open(
                        database,
                        new Logins(database, hasher),
                        new SqlDirectory(new Lookups(database, settings), all, settings),
                        new Edits(database, hasher, all));
    }

    @Override
    public void close() {
        var closing = open;
        open = null;
        if (closing != null) {
            closing.database().close();
        }
    }

    @Override
    public PasswordCheck check(String login, Secret password) {
        var now = open;
        return now == null
                ? new PasswordCheck.Unavailable(NOT_OPEN)
                : now.logins().check(login, password);
    }

    @Override
    public Optional<Account> find(String login) {
        return Address.ofLogin(login)
                .flatMap(address ->
                        opened().database().read(handle -> AccountRows.find(handle, address)));
    }

    @Override
    public boolean maySendAs(String account, Mailbox sender) {
        return opened().directory().resolve(sender) instanceof Resolution.Deliver(var targets)
                && Address.ofLogin(account)
                        .filter(name ->
                                targets.stream().anyMatch(end -> Address.of(end).equals(name)))
                        .isPresent();
    }

    @Override
    public boolean isLocal(Domain domain) {
        return opened().directory().isLocal(domain);
    }

    @Override
    public Resolution resolve(Mailbox mailbox) {
        return opened().directory().resolve(mailbox);
    }

    @Override
    public void addAccount(Mailbox address, Secret password) {
        opened().administration().addAccount(address, password);
    }

    @Override
    public void setPassword(String account, Secret password) {
        opened().administration().setPassword(account, password);
    }

    @Override
    public void removeAccount(String account) {
        opened().administration().removeAccount(account);
    }

    @Override
    public void addAddress(String account, Mailbox address) {
        opened().administration().addAddress(account, address);
    }

    @Override
    public void removeAddress(String account, Mailbox address) {
        opened().administration().removeAddress(account, address);
    }

    @Override
    public void setLocked(String account, boolean locked) {
        opened().administration().setLocked(account, locked);
    }

    @Override
    public List<Account> accounts() {
        return opened().administration().accounts();
    }

    @Override
    public void addAlias(String source, Mailbox target) {
        opened().administration().addAlias(source, target);
    }

    @Override
    public void removeAlias(String source) {
        opened().administration().removeAlias(source);
    }

    @Override
    public List<Alias> aliases() {
        return opened().administration().aliases();
    }

    @Override
    public void addDomain(Domain domain) {
        opened().administration().addDomain(domain);
    }

    @Override
    public void removeDomain(Domain domain) {
        opened().administration().removeDomain(domain);
    }

    @Override
    public List<Domain> domains() {
        return opened().administration().domains();
    }

    private Open opened() {
        var now = open;
        if (now == null) {
            throw DatabaseFault.unavailable(NOT_OPEN);
        }
        return now;
    }
}
