package io.staffetta.kernel.net;

import io.staffetta.kernel.config.Bind;
import io.staffetta.kernel.config.NetLimits;

import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;

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

    /// Starts the thread that accepts; once.
    void start(String name, Runnable acceptor);

    /// Waits for a connection; for the thread that accepts only.
    Wire accept() throws IOException;

    /// The address it got.
    SocketAddress address();

    /// Ends [#accept()] and releases the address; harmless when repeated.
    ///
    /// @param patience how long to wait for the system, which may need the loops for that
    void close(Duration patience);
}
