package io.staffetta.sql;

import io.staffetta.spi.Secret;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Uses that a login showed a password: renews what is stored of it if that is outdated, not
/// complete or no longer wanted. A login never fails by it, nor does it wait for it while others
/// want to log in: then a later one does it.
final class Renewals {

    private static final Logger log = LoggerFactory.getLogger(Renewals.class);

    private final Database database;
    private final Hashing hashing;
    private final Credentials credentials;
    private final Set<Long> running = ConcurrentHashMap.newKeySet();

    Renewals(Database database, Hashing hashing, Credentials credentials) {
        this.database = database;
        this.hashing = hashing;
        this.credentials = credentials;
    }

    /// @param password the right one
    /// @param outdated whether its hash is
    void after(AccountRows.Login login, Secret password, boolean outdated) {
        if (!running.add(login.id())) {
            return;
        }
        try {
            if (outdated || !isComplete(login, password)) {
                renew(login, password, outdated);
            }
        } catch (UncheckedIOException e) {
            // What was stored still serves.
            log.atWarn()
                    .addKeyValue("account", login.account().name())
                    .addKeyValue("reason", DatabaseFault.line(e))
                    .log("stored credentials could not be renewed");
        } finally {
            running.remove(login.id());
        }
    }

    private boolean isComplete(AccountRows.Login login, Secret password) {
        return database.read(handle -> credentials.isComplete(handle, login.id(), password));
    }

    private void renew(AccountRows.Login login, Secret password, boolean outdated) {
        hashing.ifIdle(hasher ->
                        new Fresh(
                                outdated ? hasher.hash(password) : login.hash(),
                                credentials.derive(password)))
                .ifPresent(fresh -> store(login, password, fresh, outdated));
    }

    private void store(AccountRows.Login login, Secret password, Fresh fresh, boolean outdated) {
        var name = login.account().name();
        database.changeAside(handle -> {
            if (AccountRows.replaceHash(handle, login, fresh.hash())) {
                credentials.store(handle, login.id(), fresh.derived());
            }
        });
        hashing.remember(name, fresh.hash(), password);
        log.atInfo()
                .addKeyValue("account", name)
                .log(outdated ? "password hash renewed" : "stored credentials renewed");
    }

    private record Fresh(String hash, Derived derived) {}
}
