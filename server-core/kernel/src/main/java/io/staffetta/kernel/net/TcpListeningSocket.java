package io.staffetta.kernel.net;

import io.staffetta.kernel.config.NetLimits;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.Locale;

/// A TCP port.
///
/// @param channel the socket
/// @param loops take the connections
record TcpListeningSocket(ListeningChannel channel, InetSocketAddress address, EventLoops loops)
        implements ListeningSocket {

    static TcpListeningSocket open(InetSocketAddress address, NetLimits limits, EventLoops loops)
            throws IOException {
        var channel = ServerSocketChannel.open();
        try {
            channel.bind(address, limits.backlog());
            var bound = (InetSocketAddress) channel.getLocalAddress();
            return new TcpListeningSocket(loops.adopt(channel), bound, loops);
        } catch (IOException e) {
            channel.close();
            throw new IOException(explain(address, e), e);
        }
    }

    @Override
    public void start(String name, Runnable acceptor) {
        channel.start(name, acceptor);
    }

    @Override
    public Wire accept() throws IOException {
        var accepted = channel.accept();
        accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
        accepted.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        return loops.adopt(accepted);
    }

    @Override
    public void close(Duration patience) {
        channel.close(patience);
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
