package io.staffetta.policy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// Where a policy server listens.
sealed interface Endpoint {

    /// A non-blocking channel whose connection has begun.
    SocketChannel connect() throws IOException;

    /// Over TCP.
    record Inet(String host, int port) implements Endpoint {
        @Override
        public SocketChannel connect() throws IOException {
            // A name is looked up each time, so that the server may move.
            return begin(
                    SocketChannel.open(), new InetSocketAddress(InetAddress.getByName(host), port));
        }
    }

    /// Over a UNIX socket.
    record Unix(Path path) implements Endpoint {
        @Override
        public SocketChannel connect() throws IOException {
            return begin(
                    SocketChannel.open(StandardProtocolFamily.UNIX),
                    UnixDomainSocketAddress.of(path));
        }
    }

    /// Parses `inet:host:port`, with IPv6 addresses in brackets, or `unix:path`.
    ///
    /// @throws IllegalArgumentException naming the setting
    static Endpoint parse(String text) {
        if (text.startsWith("unix:") && text.length() > 5) {
            return new Unix(Path.of(text.substring(5)));
        }
        var inet = Syntax.INET.matcher(text);
        if (inet.matches()) {
            int port = Integer.parseInt(inet.group(3));
            if (port >= 1 && port <= 65535) {
                var literal = inet.group(1);
                return new Inet(literal == null ? inet.group(2) : literal, port);
            }
        }
        throw new IllegalArgumentException(
                "endpoint '%s' is neither inet:host:port nor unix:path".formatted(text));
    }

    private static SocketChannel begin(SocketChannel channel, java.net.SocketAddress address)
            throws IOException {
        try {
            channel.configureBlocking(false);
            channel.connect(address);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /// How an `inet` endpoint is written.
    final class Syntax {
        private static final Pattern INET =
                Pattern.compile("inet:(?:\\[([0-9a-fA-F:.]+)]|([^:\\[\\]\\s]+)):(\\d{1,5})");

        private Syntax() {}
    }
}
