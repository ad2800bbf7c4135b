package io.staffetta.kernel.net;

import io.staffetta.kernel.config.NetLimits;
import io.staffetta.spi.Network;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.List;

/// Reads the PROXY header of a connection.
final class ProxyReader {

    private ProxyReader() {}

    /// Who is at the ends of a connection, and what came behind the header.
    record Ends(SocketAddress remote, SocketAddress local, ByteBuffer early) {

        static Ends of(Wire wire) {
            return new Ends(wire.remote(), wire.local(), ByteBuffer.allocate(0));
        }
    }

    /// Whether a peer may speak for others. A peer on a UNIX socket belongs to no network.
    static boolean trusts(List<Network> networks, SocketAddress peer) {
        return peer instanceof InetSocketAddress inet
                && networks.stream().anyMatch(network -> network.contains(inet.getAddress()));
    }

    /// @throws ProtocolException if there is no valid header
    static Ends read(Wire wire, NetLimits limits) throws IOException {
        long deadline = System.nanoTime() + GuardedWire.nanos(limits.proxyHeader());
        var octets = new byte[limits.proxyHeaderOctets()];
        int length = 0;
        while (true) {
            switch (ProxyHeader.parse(octets, length)) {
                case ProxyHeader.Incomplete() -> length += more(wire, octets, length, deadline);
                case ProxyHeader.Malformed(var why) -> throw new ProtocolException(why);
                case ProxyHeader.Complete(int end, var relayed) -> {
                    var early = ByteBuffer.wrap(octets, end, length - end).slice();
                    return relayed.map(r -> new Ends(r.source(), r.destination(), early))
                            .orElseGet(() -> new Ends(wire.remote(), wire.local(), early));
                }
            }
        }
    }

    private static int more(Wire wire, byte[] octets, int length, long deadline)
            throws IOException {
        if (length == octets.length) {
            throw new ProtocolException("the header is too long");
        }
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            throw new SocketTimeoutException("no PROXY header in time");
        }
        int count = wire.read(octets, length, octets.length - length, left);
        if (count < 0) {
            throw new EOFException("closed before the PROXY header");
        }
        return count;
    }
}
