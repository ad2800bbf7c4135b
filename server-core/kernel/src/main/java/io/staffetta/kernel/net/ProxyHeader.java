package io.staffetta.kernel.net;

import java.net.InetSocketAddress;
import java.util.Optional;

/// The header by which a proxy tells whom it speaks for: the PROXY protocol, versions 1 and 2.
sealed interface ProxyHeader {

    /// More octets are needed.
    record Incomplete() implements ProxyHeader {}

    /// Not a PROXY header.
    record Malformed(String why) implements ProxyHeader {}

    /// A header.
    ///
    /// @param length its octets
    /// @param relayed for whom the proxy speaks; empty if for itself, or if it does not know
    record Complete(int length, Optional<Relayed> relayed) implements ProxyHeader {}

    /// The connection between client and proxy.
    record Relayed(InetSocketAddress source, InetSocketAddress destination) {}

    /// Parses what has come so far.
    static ProxyHeader parse(byte[] octets, int length) {
        if (length == 0) {
            return new Incomplete();
        }
        return octets[0] == 'P'
                ? ProxyHeaderV1.parse(octets, length)
                : ProxyHeaderV2.parse(octets, length);
    }
}
