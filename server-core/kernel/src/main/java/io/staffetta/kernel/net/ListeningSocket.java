package io.staffetta.kernel.net;

import io.staffetta.kernel.config.Bind;
import io.staffetta.kernel.config.NetLimits;

import java.io.IOException;
import java.net.SocketAddress;

/// A bound socket.
interface ListeningSocket {

    /// Binds.
    ///
    /// @throws IOException whose message says on one line, for an operator, why it cannot be done
    static ListeningSocket open(Bind bind, NetLimits limits, EventLoops loops) throws IOException {
        return switch (bind) {
            case Bind.Tcp tcp -> TcpListeningSocket.open(tcp.address(), limits, loops);
            case Bind.Unix unix -> UnixListeningSocket.open(unix.path(), limits, loops);
        };
    }

    /// Waits for a connection.
    Wire accept() throws IOException;

    /// The address it got.
    SocketAddress address();

    /// Ends [#accept()] and releases the address.
    void close();
}
