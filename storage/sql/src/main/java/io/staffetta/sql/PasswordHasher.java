package io.staffetta.sql;

import io.staffetta.spi.Secret;

/// Turns passwords into something that may be stored. Used by many threads at once.
interface PasswordHasher {

    /// What comparing a password with a stored hash showed.
    enum Verdict {
        /// They belong together.
        MATCH,
        /// They belong together, and the hash is not of the present kind.
        MATCH_OUTDATED,
        /// They do not.
        MISMATCH
    }

    /// Hashes a password with a salt of its own.
    ///
    /// @throws java.io.UncheckedIOException if there is too much to hash now
    String hash(Secret password);

    /// Compares.
    ///
    /// @throws java.io.UncheckedIOException if there is too much to hash now
    Verdict verify(Secret password, String stored);

    /// A stored hash that no password has and that takes as long to compare as any.
    String decoy();
}
