package io.staffetta.sql;

import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.AppPassword;

import org.jdbi.v3.core.Handle;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// The rules of app passwords.
///
/// @param most of one account
record AppPasswordEdits(int most) {

    List<AppPassword> all(Handle handle, String account) {
        return AppPasswordRows.all(handle, AccountEdits.idOf(handle, account)).stream()
                .map(AppPasswordRows.Row::password)
                .toList();
    }

    void add(Handle handle, String account, String name, AppPassword.Scope scope, Secret made) {
        long id = AccountEdits.idOf(handle, account);
        var known = AppPasswordRows.all(handle, id);
        if (known.stream().anyMatch(row -> row.password().name().equals(name))) {
            throw new IllegalArgumentException(
                    "%s has an app password '%s' already".formatted(account, name));
        }
        if (known.size() >= most) {
            throw new IllegalArgumentException(
                    "%s has %d app passwords, more are not allowed"
                            .formatted(account, known.size()));
        }
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var letters = AppPasswords.letters(made).orElseThrow();
        AppPasswordRows.add(
                handle,
                id,
                new AppPasswordRows.Row(
                        new AppPassword(name, scope, now, Optional.empty()),
                        AppPasswords.hash(letters)));
    }

    void remove(Handle handle, String account, String name) {
        if (!AppPasswordRows.remove(handle, AccountEdits.idOf(handle, account), name.strip())) {
            throw new IllegalArgumentException(
                    "%s has no app password '%s'".formatted(account, name));
        }
    }
}
