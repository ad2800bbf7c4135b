package io.staffetta.smtp.state;

import io.staffetta.spi.protocol.Protocol.AuthUse;

/// What a transition may depend on beside state and command.
///
/// @param dialect what is spoken
/// @param tlsActive whether TLS is in use
/// @param startTls whether the listener lets TLS begin by STARTTLS
/// @param authUse what AUTH is to the listener
public record Terms(Dialect dialect, boolean tlsActive, boolean startTls, AuthUse authUse) {

    /// The protocol of a listener.
    public enum Dialect {
        /// RFC 5321, RFC 6409.
        SMTP,
        /// RFC 2033.
        LMTP
    }
}
