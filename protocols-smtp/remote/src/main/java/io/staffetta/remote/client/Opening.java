package io.staffetta.remote.client;

import io.staffetta.spi.tls.NextHop;
import io.staffetta.spi.tls.OutboundTerms;
import io.staffetta.spi.tls.OutboundTerms.Level;

import java.util.Optional;

/// How a conversation is to begin.
///
/// @param dialect SMTP or LMTP
/// @param heloName what this server calls itself
/// @param nextHop whom we believe to talk to: certificate names, SNI, `Remote-MTA`
/// @param terms what must hold of TLS
/// @param implicitTls whether TLS begins with the first octet
/// @param credentials to log in with; never sent in clear
/// @param limits time and size
public record Opening(
        Dialect dialect,
        String heloName,
        NextHop nextHop,
        OutboundTerms terms,
        boolean implicitTls,
        Optional<Credentials> credentials,
        ClientLimits limits) {

    /// Whether the server's name comes from somebody who may name it, and not from plain DNS: from
    /// the operator, or from what the destination published for it to be believed (RFC 8689
    /// §4.2.1).
    boolean isHostAssured() {
        var published = terms.published();
        return !nextHop.mx()
                || (published != null && published.binding())
                || (terms.level() == Level.VERIFY
                        && !terms.names().contains(nextHop.host())
                        && (!terms.names().isEmpty() || terms.trust() != null));
    }

    /// Which protocol.
    public enum Dialect {
        /// RFC 5321.
        SMTP,
        /// RFC 2033: one reply for each recipient after the content.
        LMTP
    }
}
