package io.staffetta.sql;

import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.Account;
import io.staffetta.spi.auth.AccountAdministration;
import io.staffetta.spi.auth.Accounts;
import io.staffetta.spi.auth.PasswordCheck;
import io.staffetta.spi.auth.ScramVerifier;
import io.staffetta.spi.auth.Stored;
import io.staffetta.spi.directory.Directory;
import io.staffetta.spi.directory.Resolution;
import io.staffetta.spi.host.Server;
import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.Mailbox;

import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Optional;

/// Accounts, their addresses, aliases and domains in a database.
///
/// An account logs in with any of its addresses. Mail for a locked account is still accepted.
/// Removing an account leaves aliases that lead to it; they lead nowhere then.
public final class SqlAccounts extends Administered implements Accounts, Directory {

    private static final String NOT_OPEN = "the account store is not open";

    private record Open(
            Database database,
            Logins logins,
            StoredCredentials stored,
            SqlDirectory directory,
            Edits administration) {}

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
        try {
            open = open(database);
        } catch (IOException | RuntimeException e) {
            database.close();
            throw e;
        }
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
    public Stored<ScramVerifier> scram(String login, String hash) {
        var now = open;
        return now == null ? new Stored.Unavailable<>(NOT_OPEN) : now.stored().scram(login, hash);
    }

    @Override
    public Stored<Secret> sharedSecret(String login) {
        var now = open;
        return now == null ? new Stored.Unavailable<>(NOT_OPEN) : now.stored().sharedSecret(login);
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
    AccountAdministration administration() {
        return opened().administration();
    }

    private Open open(Database database) throws IOException {
        var credentials = Credentials.open(database, settings, server);
        var hashing = new Hashing(hasher, settings);
        var decoys = new Decoys(database, hasher, hashing, settings.decoyTime());
        var logins =
                new Logins(
                        database,
                        hashing,
                        decoys,
                        new AppPasswordLogins(database, settings.lastUseInterval()),
                        new Renewals(database, hashing, credentials));
        var edits =
                new Edits(
                        database,
                        hashing,
                        credentials,
                        new AppPasswordEdits(settings.maxAppPasswords()),
                        decoys,
                        all);
        return new Open(
                database,
                logins,
                new StoredCredentials(database, credentials),
                new SqlDirectory(new Lookups(database, settings), all, settings),
                edits);
    }

    private Open opened() {
        var now = open;
        if (now == null) {
            throw DatabaseFault.unavailable(NOT_OPEN);
        }
        return now;
    }
}
