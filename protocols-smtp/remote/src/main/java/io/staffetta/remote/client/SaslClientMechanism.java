package io.staffetta.remote.client;

import java.util.Optional;

/// The client's side of one login by one SASL mechanism (RFC 4422).
interface SaslClientMechanism {

    /// In upper case.
    String name();

    /// What to send with the AUTH command; empty if the server speaks first.
    default Optional<byte[]> initial() {
        return Optional.empty();
    }

    /// The answer to a challenge; empty to give up.
    Optional<byte[]> answer(byte[] challenge);

    /// Whether, after the server's success, the server has shown all that it had to show.
    default boolean isContent() {
        return true;
    }
}
