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
        /// They belong together, as was found out a moment ago.
        MATCH_REMEMBERED,
        /// They do not.
        MISMATCH
    }

    /// Hashes a password with a salt of its own.
    String hash(Secret password);

    /// Compares. To find that a password is wrong never takes less than with [#decoy].
    Verdict verify(Secret password, String stored);

    /// What decides how long comparing with a hash takes; empty text for one of the present kind.
    String cost(String stored);

    /// A stored hash that no password has and that takes as long to compare as any of the present
    /// kind.
    String decoy();
}
