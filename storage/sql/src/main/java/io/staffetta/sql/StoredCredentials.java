package io.staffetta.sql;

import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.ScramVerifier;
import io.staffetta.spi.auth.Stored;
import io.staffetta.spi.auth.Stored.Found;
import io.staffetta.spi.auth.Stored.Missing;
import io.staffetta.spi.auth.Stored.Unavailable;
import io.staffetta.spi.auth.Stored.Unknown;

import org.jdbi.v3.core.Handle;

import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.util.Optional;

/// Finds what mechanisms use instead of a password. An account that logs in with app passwords only
/// has no such thing.
final class StoredCredentials {

    private interface Question<T> {
        Optional<T> ask(Handle handle, AccountRows.Login login);
    }

    private final Database database;
    private final Credentials credentials;

    StoredCredentials(Database database, Credentials credentials) {
        this.database = database;
        this.credentials = credentials;
    }

    Stored<ScramVerifier> scram(String login, String hash) {
        return find(login, (handle, found) -> verifier(handle, found.id(), hash));
    }

    Stored<Secret> sharedSecret(String login) {
        return find(login, (handle, found) -> secret(handle, found));
    }

    private <T> Stored<T> find(String login, Question<T> question) {
        var address = Address.ofLogin(login);
        if (address.isEmpty()) {
            return new Unknown<>();
        }
        try {
            return database.read(
                    handle -> answer(AccountRows.login(handle, address.get()), handle, question));
        } catch (UncheckedIOException e) {
            return new Unavailable<>(DatabaseFault.line(e));
        }
    }

    /// Asks as much of an account that does not exist: strangers could measure it.
    private static <T> Stored<T> answer(
            Optional<AccountRows.Login> login, Handle handle, Question<T> question) {
        var answer = question.ask(handle, login.orElse(AccountRows.NOBODY));
        if (login.isEmpty()) {
            return new Unknown<>();
        }
        var account = login.get().account();
        return answer.filter(_ -> !login.get().appPasswordsOnly())
                .<Stored<T>>map(value -> new Found<>(account, value))
                .orElseGet(Missing::new);
    }

    private Optional<ScramVerifier> verifier(Handle handle, long account, String hash) {
        return ScramHash.of(hash)
                .filter(credentials.hashes()::contains)
                .flatMap(enabled ->
                        DerivedRows.verifiers(handle, account).stream()
                                .filter(verifier -> verifier.hash().equals(enabled.written()))
                                .findFirst());
    }

    private Optional<Secret> secret(Handle handle, AccountRows.Login login) {
        return credentials
                .vault()
                .flatMap(vault ->
                        DerivedRows.secret(handle, login.id())
                                .map(sealed -> open(vault, login, sealed)));
    }

    private static Secret open(Vault vault, AccountRows.Login login, DerivedRows.Sealed sealed) {
        try {
            return vault.open(login.id(), sealed.text());
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            throw DatabaseFault.unavailable(
                    "the CRAM-MD5 secret of %s cannot be decrypted"
                            .formatted(login.account().name()));
        }
    }
}
