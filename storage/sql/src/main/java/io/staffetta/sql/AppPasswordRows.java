package io.staffetta.sql;

import io.staffetta.spi.auth.AppPassword;

import org.jdbi.v3.core.Handle;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Reads and changes app passwords.
final class AppPasswordRows {

    /// One as it is stored.
    record Row(AppPassword password, String hash) {}

    private AppPasswordRows() {}

    static List<Row> all(Handle handle, long account) {
        return handle.createQuery(
                        """
                        SELECT name, scope, hash, created, last_use
                        FROM app_password WHERE account_id = :id ORDER BY name
                        """)
                .bind("id", account)
                .map((row, _) -> {
                    long lastUse = row.getLong("last_use");
                    return new Row(
                            new AppPassword(
                                    row.getString("name"),
                                    AppPassword.Scope.valueOf(row.getString("scope")),
                                    Instant.ofEpochMilli(row.getLong("created")),
                                    lastUse == 0
                                            ? Optional.empty()
                                            : Optional.of(Instant.ofEpochMilli(lastUse))),
                            row.getString("hash"));
                })
                .list();
    }

    static void add(Handle handle, long account, Row row) {
        handle.createUpdate(
                        "INSERT INTO app_password (account_id, name, scope, hash, created) VALUES"
                                + " (:id, :name, :scope, :hash, :created)")
                .bind("id", account)
                .bind("name", row.password().name())
                .bind("scope", row.password().scope().name())
                .bind("hash", row.hash())
                .bind("created", row.password().created().toEpochMilli())
                .execute();
    }

    /// Whether there was one.
    static boolean remove(Handle handle, long account, String name) {
        return handle.createUpdate(
                                "DELETE FROM app_password WHERE account_id = :id AND name = :name")
                        .bind("id", account)
                        .bind("name", name)
                        .execute()
                > 0;
    }

    static void used(Handle handle, long account, String name, Instant when) {
        handle.createUpdate(
                        "UPDATE app_password SET last_use = :when WHERE account_id = :id AND name ="
                                + " :name")
                .bind("when", when.toEpochMilli())
                .bind("id", account)
                .bind("name", name)
                .execute();
    }
}
