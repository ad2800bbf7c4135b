package io.staffetta.remote.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/// A connection that stands.
///
/// @param socket open; whoever gets it closes it
/// @param remote the address that was reached
/// @param local our address: a socket that has been closed does not know it any more
public record Connected(Socket socket, InetSocketAddress remote, InetAddress local)
        implements AutoCloseable {

    /// @param socket open
    /// @param remote the address that was reached
    public Connected(Socket socket, InetSocketAddress remote) {
        this(socket, remote, socket.getLocalAddress());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
