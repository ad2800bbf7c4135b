package io.staffetta.kernel.config;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;

/// Where a listener listens: `[::]:25`, `127.0.0.1:2525`, `*:25`, or `unix:/run/staffetta/lmtp`.
public sealed interface Bind {

    /// The socket address.
    SocketAddress address();

    /// A TCP port.
    record Tcp(InetSocketAddress address) implements Bind {
        @Override
        public String toString() {
            var host = address.getAddress().getHostAddress();
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
        }
    }

    /// A UNIX socket.
    record Unix(Path path) implements Bind {
        @Override
        public SocketAddress address() {
            return UnixDomainSocketAddress.of(path);
        }

        @Override
        public String toString() {
            return "unix:" + path;
        }
    }
}
