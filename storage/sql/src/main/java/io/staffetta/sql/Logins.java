package io.staffetta.sql;

import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.PasswordCheck;
import io.staffetta.spi.auth.PasswordCheck.Accepted;
import io.staffetta.spi.auth.PasswordCheck.Rejected;
import io.staffetta.spi.auth.PasswordCheck.Unavailable;
import io.staffetta.spi.auth.PasswordCheck.Unknown;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.UncheckedIOException;

/// Checks passwords. Every answer but [Unavailable] costs exactly one comparison of hashes, so how
/// long it took tells nothing of whether the account exists or is locked.
final class Logins {

    private static final Logger log = LoggerFactory.getLogger(Logins.class);

    private final Database database;
    private final PasswordHasher hasher;

    Logins(Database database, PasswordHasher hasher) {
        this.database = database;
        this.hasher = hasher;
    }

    PasswordCheck check(String login, Secret password) {
        var prepared = Passwords.prepare(password);
        try {
            var known =
                    Address.ofLogin(login)
                            .flatMap(address ->
                                    database.read(handle -> AccountRows.login(handle, address)));
            if (known.isPresent()) {
                return check(known.get(), prepared);
            }
            hasher.verify(prepared, hasher.decoy());
            return new Unknown();
        } catch (UncheckedIOException e) {
            return new Unavailable(DatabaseFault.line(e));
        }
    }

    private PasswordCheck check(AccountRows.Login login, Secret password) {
        var verdict = hasher.verify(password, login.hash());
        if (verdict == PasswordHasher.Verdict.MISMATCH) {
            return new Rejected("wrong password");
        }
        if (login.account().locked()) {
            return new Rejected("account is locked");
        }
        if (verdict == PasswordHasher.Verdict.MATCH_OUTDATED) {
            renew(login, password);
        }
        return new Accepted(login.account());
    }

    private void renew(AccountRows.Login login, Secret password) {
        try {
            var hash = hasher.hash(password);
            database.change(handle -> AccountRows.replaceHash(handle, login, hash));
            log.atInfo()
                    .addKeyValue("account", login.account().name())
                    .log("password hash renewed");
        } catch (UncheckedIOException e) {
            // The old hash still serves.
            log.atWarn()
                    .addKeyValue("account", login.account().name())
                    .addKeyValue("reason", DatabaseFault.line(e))
                    .log("password hash could not be renewed");
        }
    }
}
