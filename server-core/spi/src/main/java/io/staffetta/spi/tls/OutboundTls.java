package io.staffetta.spi.tls;

import java.io.IOException;

/// What the configured policies say of connections to other servers; injected into transports.
public interface OutboundTls {

    /// [OutboundTerms#policy()] where no policy has an opinion.
    String DEFAULT = "default";

    /// The terms for a next hop; [OutboundTerms.Level#MAY] if no policy has an opinion. May block.
    ///
    /// @throws IOException if a policy cannot tell now: the message is to wait; with one line
    OutboundTerms terms(NextHop nextHop) throws IOException;

    /// As [#terms], for who only wants to know: observers learn nothing of it.
    default OutboundTerms explain(NextHop nextHop) throws IOException {
        return terms(nextHop);
    }
}
