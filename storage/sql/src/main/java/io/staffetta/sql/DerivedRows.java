package io.staffetta.sql;

import io.staffetta.spi.auth.ScramVerifier;

import org.jdbi.v3.core.Handle;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Reads and changes what is kept of a password beside its hash.
final class DerivedRows {

    /// A password as it is stored.
    ///
    /// @param keyId which key opens it
    record Sealed(String keyId, String text) {}

    private DerivedRows() {}

    static List<ScramVerifier> verifiers(Handle handle, long account) {
        return handle.createQuery(
                        """
                        SELECT algorithm, salt, iterations, stored_key, server_key
                        FROM scram_verifier WHERE account_id = :id ORDER BY algorithm
                        """)
                .bind("id", account)
                .map((row, _) ->
                        new ScramVerifier(
                                row.getString("algorithm"),
                                octets(row.getString("salt")),
                                row.getInt("iterations"),
                                octets(row.getString("stored_key")),
                                octets(row.getString("server_key"))))
                .list();
    }

    static Optional<Sealed> secret(Handle handle, long account) {
        return handle.createQuery("SELECT key_id, sealed FROM cram_secret WHERE account_id = :id")
                .bind("id", account)
                .map((row, _) -> new Sealed(row.getString("key_id"), row.getString("sealed")))
                .findFirst();
    }

    static void remove(Handle handle, long account) {
        handle.createUpdate("DELETE FROM scram_verifier WHERE account_id = :id")
                .bind("id", account)
                .execute();
        handle.createUpdate("DELETE FROM cram_secret WHERE account_id = :id")
                .bind("id", account)
                .execute();
    }

    static void add(Handle handle, long account, ScramVerifier verifier) {
        handle.createUpdate(
                        """
                        INSERT INTO scram_verifier
                        (account_id, algorithm, salt, iterations, stored_key, server_key)
                        VALUES (:id, :algorithm, :salt, :iterations, :stored, :server)
                        """)
                .bind("id", account)
                .bind("algorithm", verifier.hash())
                .bind("salt", text(verifier.salt()))
                .bind("iterations", verifier.iterations())
                .bind("stored", text(verifier.storedKey()))
                .bind("server", text(verifier.serverKey()))
                .execute();
    }

    static void add(Handle handle, long account, Sealed secret) {
        handle.createUpdate(
                        "INSERT INTO cram_secret (account_id, key_id, sealed) VALUES (:id, :key,"
                                + " :sealed)")
                .bind("id", account)
                .bind("key", secret.keyId())
                .bind("sealed", secret.text())
                .execute();
    }

    /// The keys that secrets are sealed with.
    static List<String> keys(Database database) {
        var keys = new ArrayList<String>();
        database.eachText("SELECT DISTINCT key_id FROM cram_secret", keys::add);
        return keys;
    }

    static void removeSecrets(Handle handle) {
        handle.execute("DELETE FROM cram_secret");
    }

    private static byte[] octets(String text) {
        return Base64.getDecoder().decode(text);
    }

    private static String text(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }
}
