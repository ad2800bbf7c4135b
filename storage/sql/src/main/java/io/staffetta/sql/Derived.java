package io.staffetta.sql;

import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.ScramVerifier;

import java.util.List;
import java.util.Optional;

/// What is kept of a password beside its hash.
///
/// @param verifiers for SCRAM
/// @param password for CRAM-MD5
record Derived(List<ScramVerifier> verifiers, Optional<Secret> password) {

    /// Nothing, as for a password nobody knows but by its hash.
    static final Derived NOTHING = new Derived(List.of(), Optional.empty());

    Derived {
        verifiers = List.copyOf(verifiers);
    }
}
