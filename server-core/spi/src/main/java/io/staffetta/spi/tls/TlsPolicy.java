package io.staffetta.spi.tls;

import io.staffetta.spi.Component;

/// Decides what a listener demands of TLS. The kernel asks once for each connection and enforces
/// the answer.
public interface TlsPolicy extends Component {

    /// The terms for connections of a listener.
    ///
    /// @param listener the listener's name
    TlsTerms terms(String listener);
}
