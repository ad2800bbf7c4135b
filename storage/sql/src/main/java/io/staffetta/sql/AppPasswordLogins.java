package io.staffetta.sql;

import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.AppPassword;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Logins with app passwords. Only what looks like one is compared, so other passwords cost nothing
/// more.
///
/// @param interval how much the last use may lag
record AppPasswordLogins(Database database, Duration interval) {

    private static final Logger log = LoggerFactory.getLogger(AppPasswordLogins.class);

    /// The one that was given, if it is one of the account's.
    Optional<AppPassword> find(AccountRows.Login login, Secret password) {
        return AppPasswords.letters(password)
                .flatMap(letters ->
                        database.read(handle -> AppPasswordRows.all(handle, login.id())).stream()
                                .filter(row -> AppPasswords.fits(letters, row.hash()))
                                .map(AppPasswordRows.Row::password)
                                .findFirst());
    }

    /// Notes that it let somebody in, unless that was noted a short while ago.
    void used(AccountRows.Login login, AppPassword password) {
        var now = Instant.now();
        if (password.lastUse().filter(last -> last.plus(interval).isAfter(now)).isPresent()) {
            return;
        }
        try {
            database.changeAside(
                    handle -> AppPasswordRows.used(handle, login.id(), password.name(), now));
        } catch (UncheckedIOException e) {
            log.atWarn()
                    .addKeyValue("account", login.account().name())
                    .addKeyValue("reason", DatabaseFault.line(e))
                    .log("last use of an app password could not be noted");
        }
    }
}
