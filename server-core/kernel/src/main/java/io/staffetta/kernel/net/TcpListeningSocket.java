package io.staffetta.kernel.net;

import io.staffetta.kernel.config.NetLimits;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.util.Locale;

/// A TCP port.
record TcpListeningSocket(ServerSocket socket) implements ListeningSocket {

    static TcpListeningSocket open(InetSocketAddress address, NetLimits limits) throws IOException {
        var socket = new ServerSocket();
        try {
            socket.bind(address, limits.backlog());
            return new TcpListeningSocket(socket);
        } catch (IOException e) {
            socket.close();
            throw new IOException(explain(address, e), e);
        }
    }

    @Override
    public Wire accept() throws IOException {
        var accepted = socket.accept();
        try {
            return new TcpWire(accepted);
        } catch (IOException e) {
            accepted.close();
            throw e;
        }
    }

    @Override
    public SocketAddress address() {
        return socket.getLocalSocketAddress();
    }

    @Override
    public void close() {
        try {
            socket.close();
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
