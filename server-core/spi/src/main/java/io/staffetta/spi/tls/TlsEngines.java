package io.staffetta.spi.tls;

import java.util.Optional;

import javax.net.ssl.SSLEngine;

/// Makes the engines of one listener. Called by many threads at once.
public interface TlsEngines {

    /// Why the keys that there are now cannot be served, one line; empty if they can. Asked for
    /// each connection, as keys come and go; where they cannot, the JDK serves it.
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

    /// Frees what an engine holds outside of the heap, once nobody uses it any more. Without it,
    /// that stays until the garbage collector finds the engine.
    ///
    /// @param engine one of [#engine()], in whatever state
    default void release(SSLEngine engine) {}
}
