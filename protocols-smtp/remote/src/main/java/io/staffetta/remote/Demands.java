package io.staffetta.remote;

import io.staffetta.remote.client.ClientLimits;
import io.staffetta.remote.client.Credentials;
import io.staffetta.remote.client.Opening;
import io.staffetta.remote.client.Opening.Dialect;
import io.staffetta.spi.host.Server;
import io.staffetta.spi.tls.NextHop;
import io.staffetta.spi.tls.OutboundTerms;
import io.staffetta.spi.tls.OutboundTls;

import java.io.IOException;
import java.util.Optional;

/// What the configuration demands of every conversation of a route.
///
/// @param dialect SMTP or LMTP
/// @param heloName what to call this server
/// @param policies what the whole configuration says of TLS
/// @param tls what the route demands of it, if anything
/// @param implicitTls whether TLS begins with the first octet
/// @param credentials to log in with
/// @param limits time and size
record Demands(
        Dialect dialect,
        String heloName,
        OutboundTls policies,
        Optional<RouteTls> tls,
        boolean implicitTls,
        Optional<Credentials> credentials,
        ClientLimits limits) {

    /// What this server calls itself.
    static String heloName(ClientSettings settings, Server server) {
        return settings.heloName().isEmpty() ? server.hostname() : settings.heloName();
    }

    /// How to begin with a server.
    ///
    /// @param requireTls whether the message asks for it (RFC 8689)
    /// @throws IOException if a policy cannot tell now
    Opening opening(NextHop nextHop, boolean requireTls) throws IOException {
        var terms = demanded(policies.terms(nextHop), nextHop);
        return new Opening(
                dialect,
                heloName,
                nextHop,
                requireTls ? RouteTls.verified(terms, nextHop.host()) : terms,
                implicitTls,
                credentials,
                limits);
    }

    /// What would be demanded of a server.
    ///
    /// @throws IOException if a policy cannot tell now
    OutboundTerms explain(NextHop nextHop) throws IOException {
        return demanded(policies.explain(nextHop), nextHop);
    }

    private OutboundTerms demanded(OutboundTerms policy, NextHop nextHop) {
        return tls.map(demand -> demand.with(policy, nextHop.host())).orElse(policy);
    }
}
