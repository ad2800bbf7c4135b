package io.staffetta.remote.net;

import io.staffetta.remote.client.Opening;
import io.staffetta.remote.client.Opening.Dialect;
import io.staffetta.spi.tls.NextHop;
import io.staffetta.spi.tls.OutboundTerms;

/// What must be the same for a conversation to be used again: a connection made for one
/// destination, address, security or user never carries mail of another.
///
/// @param nextHop destination and server
/// @param address where it is connected to
/// @param terms what was demanded of TLS
/// @param implicitTls whether TLS began with the first octet
/// @param user who logged in, empty for nobody
/// @param dialect SMTP or LMTP
public record ConversationKey(
        NextHop nextHop,
        String address,
        OutboundTerms terms,
        boolean implicitTls,
        String user,
        Dialect dialect) {

    /// The key of a conversation that was opened so.
    ///
    /// @param address where it is connected to
    public static ConversationKey of(Opening opening, String address) {
        return new ConversationKey(
                opening.nextHop(),
                address,
                opening.terms(),
                opening.implicitTls(),
                opening.credentials().map(credentials -> credentials.user()).orElse(""),
                opening.dialect());
    }
}
