package io.staffetta.spi.tls;

import io.staffetta.spi.Component;

import java.util.Optional;

/// Decides what TLS must hold for connections to other servers. The policies of the configuration
/// are asked in their order, and the first that has an opinion decides. Called by many threads at
/// once; may look things up.
public interface OutboundTlsPolicy extends Component {

    /// The terms for a next hop.
    ///
    /// @return empty if the next policy is to decide
    /// @throws Exception if it cannot tell now: the message waits
    Optional<OutboundTerms> terms(NextHop nextHop) throws Exception;
}
