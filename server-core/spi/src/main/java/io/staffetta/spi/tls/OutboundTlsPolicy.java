package io.staffetta.spi.tls;

import io.staffetta.spi.Component;

import java.util.Optional;

import javax.net.ssl.X509ExtendedKeyManager;

/// Decides what TLS must hold for connections to other servers. Policies are asked in the order of
/// their [#precedence()], those of the same one in the order written, and the first that has an
/// opinion decides. Called by many threads at once; may look things up.
public interface OutboundTlsPolicy extends Component {

    /// The terms for a next hop.
    ///
    /// @return empty if the next policy is to decide
    /// @throws Exception if it cannot tell now: the message waits
    Optional<OutboundTerms> terms(NextHop nextHop) throws Exception;

    /// What the policy's opinion rests on: what a destination publishes goes before what the
    /// operator assumes of it.
    default Precedence precedence() {
        return Precedence.CONFIGURED;
    }

    /// The certificate to show to a next hop if it asks, whichever policy decides the terms; of the
    /// first policy that has one. The same object each time.
    default Optional<X509ExtendedKeyManager> clientCertificates(NextHop nextHop) {
        return Optional.empty();
    }

    /// In the order in which policies are asked.
    enum Precedence {
        /// Published and signed with DNSSEC (RFC 7672).
        DANE,
        /// Published over HTTPS (RFC 8461).
        MTA_STS,
        /// Said by the operator.
        CONFIGURED
    }
}
