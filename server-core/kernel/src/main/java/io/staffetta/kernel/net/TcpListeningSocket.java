package io.staffetta.kernel.net;

import io.staffetta.kernel.config.NetLimits;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.Locale;

/// A TCP port.
///
/// @param loops take the connections
record TcpListeningSocket(ServerSocketChannel channel, InetSocketAddress address, EventLoops loops)
        implements ListeningSocket {

    static TcpListeningSocket open(InetSocketAddress address, NetLimits limits, EventLoops loops)
            throws IOException {
        var channel = ServerSocketChannel.open();
        try {
            channel.bind(address, limits.backlog());
            return new TcpListeningSocket(
                    channel, (InetSocketAddress) channel.getLocalAddress(), loops);
        } catch (IOException e) {
            channel.close();
            throw new IOException(explain(address, e), e);
        }
    }

    @Override
    public Wire accept() throws IOException {
        var accepted = channel.accept();
        accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
        accepted.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        return loops.adopt(accepted);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            return; // The system has released it; there is nothing left to do.
        }
    }

    private static String explain(InetSocketAddress address, IOException why) {
        var text = String.valueOf(why.getMessage()).toLowerCase(Locale.ROOT);
        if (text.contains("permission denied")) {
            return "permission denied: port "
                    + address.getPort()
                    + " needs CAP_NET_BIND_SERVICE, or choose a port above 1023";
        }
        if (text.contains("cannot assign")) {
            return "this machine does not have that address";
        }
        if (why instanceof BindException && text.contains("in use")) {
            return "the port is in use by another program";
        }
        return String.valueOf(why.getMessage());
    }
}
