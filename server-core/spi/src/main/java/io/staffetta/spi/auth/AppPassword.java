package io.staffetta.spi.auth;

import java.time.Instant;
import java.util.Optional;

/// A password made for one program of an account's owner; it can be taken back without changing the
/// main one.
///
/// @param name the owner's name for it, unique in the account
/// @param scope what may be done with it
/// @param created when it was made
/// @param lastUse when it last let somebody in; may lag by some minutes; empty if never
public record AppPassword(String name, Scope scope, Instant created, Optional<Instant> lastUse) {

    /// What may be done with it.
    public enum Scope {
        /// Sending mail, and nothing else.
        SEND
    }
}
