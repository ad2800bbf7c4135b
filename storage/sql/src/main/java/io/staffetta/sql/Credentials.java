package io.staffetta.sql;

import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.ScramVerifier;
import io.staffetta.spi.host.Server;

import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What the operator wants kept of passwords beside their hashes.
///
/// @param hashes of SCRAM
/// @param vault for CRAM-MD5; empty if nothing is kept for it
record Credentials(Set<ScramHash> hashes, int iterations, Optional<Vault> vault) {

    private static final Logger log = LoggerFactory.getLogger(Credentials.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SALT_OCTETS = 16;

    Credentials {
        hashes = Set.copyOf(hashes);
    }

    /// Opens the vault if the operator wants one. Who wants none any more has its secrets removed:
    /// whoever has both files can read them.
    ///
    /// @throws IOException with one line, if the key of secrets that exist is not there
    static Credentials open(Database database, SqlSettings settings, Server server)
            throws IOException {
        var keys = DerivedRows.keys(database);
        Optional<Vault> vault = Optional.empty();
        if (settings.cramMd5()) {
            var path = server.data().toAbsolutePath().resolve(settings.keyFile()).normalize();
            vault = Optional.of(open(new KeyFile(path), keys));
        } else if (!keys.isEmpty()) {
            database.changeAside(DerivedRows::removeSecrets);
            log.atInfo().log("CRAM-MD5 secrets removed");
        }
        return new Credentials(settings.scramHashes(), settings.scramIterations(), vault);
    }

    /// Derives all that is to be kept; takes its time.
    Derived derive(Secret password) {
        return new Derived(
                wanted(password).stream().map(hash -> verifier(hash, password)).toList(),
                vault.map(_ -> password));
    }

    /// Replaces all that is kept, as part of a transaction that changes the hash.
    void store(Handle handle, long account, Derived derived) {
        DerivedRows.remove(handle, account);
        derived.verifiers().forEach(verifier -> DerivedRows.add(handle, account, verifier));
        vault.ifPresent(open ->
                derived.password()
                        .map(password -> open.seal(account, password))
                        .map(text -> new DerivedRows.Sealed(open.keyId(), text))
                        .ifPresent(sealed -> DerivedRows.add(handle, account, sealed)));
    }

    /// Whether just what is wanted is kept for a password.
    boolean isComplete(Handle handle, long account, Secret password) {
        var kept = DerivedRows.verifiers(handle, account);
        return kept.stream().allMatch(verifier -> verifier.iterations() == iterations)
                && kept.stream()
                        .map(ScramVerifier::hash)
                        .collect(Collectors.toSet())
                        .equals(
                                wanted(password).stream()
                                        .map(ScramHash::written)
                                        .collect(Collectors.toSet()))
                && DerivedRows.secret(handle, account)
                        .map(DerivedRows.Sealed::keyId)
                        .equals(vault.map(Vault::keyId));
    }

    /// What is kept of an account's password, for the operator.
    ///
    /// @throws IllegalArgumentException if there is no such account
    List<String> describe(Handle handle, String account) {
        var login = AccountEdits.existing(handle, account);
        var kept = new ArrayList<String>();
        kept.add(StoredHash.describe(login.hash()));
        DerivedRows.verifiers(handle, login.id())
                .forEach(verifier -> kept.add("SCRAM-" + verifier.hash()));
        DerivedRows.secret(handle, login.id()).ifPresent(_ -> kept.add("CRAM-MD5"));
        return kept;
    }

    private Set<ScramHash> wanted(Secret password) {
        return hashes.isEmpty() || ScramHash.canPrepare(password) ? hashes : Set.of();
    }

    private ScramVerifier verifier(ScramHash hash, Secret password) {
        var salt = new byte[SALT_OCTETS];
        RANDOM.nextBytes(salt);
        return hash.verifier(password, salt, iterations);
    }

    private static Vault open(KeyFile file, Iterable<String> keys) throws IOException {
        var way =
                "put the right one there, or set <cram-md5> to false for one start, which removes"
                        + " the CRAM-MD5 secrets";
        boolean used = keys.iterator().hasNext();
        if (!file.exists()) {
            if (used) {
                throw new IOException(
                        "key file %s of the CRAM-MD5 secrets is missing: %s"
                                .formatted(file.path(), way));
            }
            file.create();
        }
        var vault = file.read();
        for (var key : keys) {
            if (!key.equals(vault.keyId())) {
                throw new IOException(
                        "key file %s is not the one of the CRAM-MD5 secrets: %s"
                                .formatted(file.path(), way));
            }
        }
        return vault;
    }
}
