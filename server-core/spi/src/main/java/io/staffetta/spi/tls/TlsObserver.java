package io.staffetta.spi.tls;

import io.staffetta.spi.Component;

/// Is told how connections to other servers were secured, for reports (RFC 8460). Created once and
/// kept over reloads. Called by many threads at once; must neither block nor throw.
///
/// Plugins inject this type as the union of all configured observers.
public interface TlsObserver extends Component {

    /// One attempt is over.
    void observed(TlsOutcome outcome);
}
