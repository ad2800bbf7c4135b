package io.staffetta.sql;

import io.staffetta.spi.Secret;
import io.staffetta.sql.PasswordHasher.Verdict;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// All that costs much: done when it is its turn, and not again while it is remembered. Every
/// method throws [java.io.UncheckedIOException] if its turn does not come in time.
final class Hashing {

    private final PasswordHasher hasher;
    private final HashingTurns turns;
    private final VerifiedPasswords verified;

    Hashing(PasswordHasher hasher, SqlSettings settings) {
        this.hasher = hasher;
        turns = new HashingTurns(settings.hashConcurrency(), settings.hashWait());
        verified = new VerifiedPasswords(settings.verifiedCacheTime(), settings.cacheSize());
    }

    /// Does other work that costs as much as hashing.
    <T> T inTurn(Supplier<T> work) {
        return turns.take(work);
    }

    /// Does work that another time will do for as well, unless logins wait for their turn.
    ///
    /// @param work gets what hashes
    /// @return empty if it was not done
    <T> Optional<T> ifIdle(Function<PasswordHasher, T> work) {
        return turns.takeIfIdle(() -> work.apply(hasher));
    }

    String hash(Secret password) {
        return turns.take(() -> hasher.hash(password));
    }

    /// Compares. Remembers only what is right.
    ///
    /// @param account its name
    Verdict verify(String account, String stored, Secret password) {
        var key = verified.key(account, stored, password);
        // Asked again when it is our turn: of many logins at once the first have found it out.
        return verified.contains(key)
                ? Verdict.MATCH_REMEMBERED
                : turns.take(() ->
                        verified.contains(key)
                                ? Verdict.MATCH_REMEMBERED
                                : remember(key, hasher.verify(password, stored)));
    }

    /// Takes the time of a comparison that fails.
    void verifyInVain(Secret password, String stored) {
        turns.take(() -> hasher.verify(password, stored));
    }

    /// Remembers that a hash was made of this password.
    void remember(String account, String stored, Secret password) {
        verified.add(verified.key(account, stored, password));
    }

    private Verdict remember(VerifiedPasswords.Key key, Verdict verdict) {
        if (verdict != Verdict.MISMATCH) {
            verified.add(key);
        }
        return verdict;
    }
}
