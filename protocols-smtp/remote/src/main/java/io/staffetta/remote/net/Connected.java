package io.staffetta.remote.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/// A connection that stands.
///
/// @param socket open; whoever gets it closes it
/// @param remote the address that was reached
public record Connected(Socket socket, InetSocketAddress remote) implements AutoCloseable {

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
