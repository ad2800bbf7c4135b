package io.staffetta.sql;

import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// A stored password hash of a known kind.
sealed interface StoredHash permits Argon2Hash, BcryptHash, ShaCryptHash, Pbkdf2Hash, SaltedHash {

    /// What the operator is told, such as `argon2id` or `SHA-512-crypt`.
    String kind();

    /// Kind and parameters: hashes of one cost take the same time to compare.
    String cost();

    /// The form in which it is stored.
    String text();

    /// Whether it is the hash of a password; takes its time.
    boolean fits(byte[] password);

    /// Stricter than [#parse]: a hash made by this server may cost what its operator decided once.
    ///
    /// @throws IllegalArgumentException if it costs more than a hash from elsewhere may
    default void requireImportable() {}

    /// Reads a hash; empty if it is of no known kind.
    ///
    /// @throws IllegalArgumentException if it costs too much to compare
    static Optional<StoredHash> parse(String text) {
        return Stream.<Function<String, Optional<? extends StoredHash>>>of(
                        Argon2Hash::parse,
                        BcryptHash::parse,
                        ShaCryptHash::parse,
                        Pbkdf2Hash::parse,
                        SaltedHash::parse)
                .<StoredHash>flatMap(kind -> kind.apply(text).stream())
                .findFirst();
    }

    /// The kind of a hash, for the operator.
    static String describe(String text) {
        try {
            return parse(text).map(StoredHash::kind).orElse("unknown");
        } catch (IllegalArgumentException _) {
            return "unknown";
        }
    }

    /// Refuses a parameter that would keep the server busy.
    static void requireAtMost(long limit, long value, String what) {
        if (value > limit) {
            throw new IllegalArgumentException(
                    "the password hash costs too much to compare: %s %d, at most %d is taken"
                            .formatted(what, value, limit));
        }
    }
}
