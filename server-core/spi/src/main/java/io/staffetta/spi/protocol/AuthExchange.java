package io.staffetta.spi.protocol;

import io.staffetta.spi.auth.Opening;
import io.staffetta.spi.mail.Reply;

/// The kernel's side of one AUTH command: mechanism, throttling, hooks and identity.
public interface AuthExchange {

    /// Who speaks first.
    Opening opening();

    /// Takes the client's next response, decoded. May take long on purpose after failures.
    Step next(byte[] response);

    /// What follows.
    sealed interface Step {

        /// Send this, base64, after 334.
        record Challenge(byte[] octets) implements Step {}

        /// Answer 235 (or what the reply says); the session has its identity now.
        ///
        /// @param octets data for the client with the success; if not empty it is sent as one more
        ///   challenge first (RFC 4954 §4)
        record Authenticated(Reply reply, byte[] octets) implements Step {}

        /// Answer this and stay.
        record Refuse(Reply reply) implements Step {}

        /// Answer this and close.
        record Disconnect(Reply reply) implements Step {}
    }
}
