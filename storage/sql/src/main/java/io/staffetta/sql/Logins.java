package io.staffetta.sql;

import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.PasswordCheck;
import io.staffetta.spi.auth.PasswordCheck.Accepted;
import io.staffetta.spi.auth.PasswordCheck.Insufficient;
import io.staffetta.spi.auth.PasswordCheck.Rejected;
import io.staffetta.spi.auth.PasswordCheck.Unavailable;
import io.staffetta.spi.auth.PasswordCheck.Unknown;
import io.staffetta.sql.PasswordHasher.Verdict;

import java.io.UncheckedIOException;

/// Checks passwords. Every answer to a wrong password costs one comparison of hashes, so how long
/// it took tells nothing of whether the account exists or is locked.
///
/// @param decoys for logins that no account has
/// @param renewals for what a right password finds outdated
record Logins(
        Database database,
        Hashing hashing,
        Decoys decoys,
        AppPasswordLogins appPasswords,
        Renewals renewals) {

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
            decoys.check(login, prepared);
            return new Unknown();
        } catch (UncheckedIOException e) {
            return new Unavailable(DatabaseFault.line(e));
        }
    }

    private PasswordCheck check(AccountRows.Login login, Secret password) {
        if (!Passwords.isPossible(password)) {
            decoys.checkAgainst(login.hash(), password);
            return new Rejected("no password at all, or too long a one");
        }
        var app = appPasswords.find(login, password);
        if (app.isPresent() && !login.account().locked()) {
            appPasswords.used(login, app.get());
            return new Accepted(login.account());
        }
        return checkMain(login, password);
    }

    private PasswordCheck checkMain(AccountRows.Login login, Secret password) {
        var verdict = hashing.verify(login.account().name(), login.hash(), password);
        if (verdict == Verdict.MISMATCH) {
            return new Rejected("wrong password");
        }
        if (login.account().locked()) {
            return new Rejected("account is locked");
        }
        if (verdict != Verdict.MATCH_REMEMBERED) {
            renewals.after(login, password, verdict == Verdict.MATCH_OUTDATED);
        }
        return login.appPasswordsOnly()
                ? new Insufficient("the account logs in with app passwords only")
                : new Accepted(login.account());
    }
}
