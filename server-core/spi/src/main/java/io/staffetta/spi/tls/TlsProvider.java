package io.staffetta.spi.tls;

import io.staffetta.spi.Component;

import java.util.Optional;

import javax.net.ssl.X509ExtendedKeyManager;

/// Secures connections of clients in place of the JDK, used as `<tls><provider use="name"/></tls>`,
/// or by itself where it is the only one installed. Created once and kept over reloads, so that a
/// native library is loaded once. Its constructor must not fail where a library cannot be loaded:
/// [#unavailable()] says so. Called by many threads.
public interface TlsProvider extends Component {

    /// Why this machine cannot be served at all, one line; empty if it can.
    Optional<String> unavailable();

    /// Why these demands cannot be met in full, one line; empty if they can. Where they cannot, the
    /// JDK serves the listener: a provider never meets half of them.
    Optional<String> obstacle(TlsDemands demands);

    /// Engines for one listener. Called only where there is no obstacle. No session or ticket of
    /// one result may be resumed by another.
    ///
    /// @param keys asked at each handshake
    TlsEngines engines(TlsDemands demands, X509ExtendedKeyManager keys);
}
