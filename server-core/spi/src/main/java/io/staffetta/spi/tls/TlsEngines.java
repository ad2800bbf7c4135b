package io.staffetta.spi.tls;

import java.util.Optional;

import javax.net.ssl.SSLEngine;

/// Makes the engines of one listener. Called by many threads at once.
public interface TlsEngines {

    /// Why a new connection cannot be served now, such as by the keys that there are, one line;
    /// empty if it can. Asked for each connection; where it cannot, the JDK serves it.
    default Optional<String> obstacle() {
        return Optional.empty();
    }

    /// A new engine of the server's side, limited to the protocols and cipher suites demanded. It
    /// works on heap buffers, its session is an [javax.net.ssl.ExtendedSSLSession] whose cipher
    /// suite is that of the connection.
    SSLEngine engine();

    /// Keying material (RFC 8446 §7.5) without a context; called after the handshake, in TLS 1.3
    /// only.
    ///
    /// @param engine one of [#engine()]
    /// @param octets how many
    /// @return empty if it cannot be had; never something else
    Optional<byte[]> exportKeyingMaterial(SSLEngine engine, String label, int octets);

    /// Frees what an engine holds outside of the heap. Called once for each, when nobody uses it
    /// any more.
    ///
    /// @param engine one of [#engine()], in whatever state
    default void release(SSLEngine engine) {}
}
