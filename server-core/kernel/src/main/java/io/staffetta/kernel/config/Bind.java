package io.staffetta.kernel.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Where a listener listens: `[::]:25`, `127.0.0.1:2525`, `*:25`, or `unix:/run/staffetta/lmtp`.
public sealed interface Bind {

    /// What is said of a text that is none.
    String NOT_A_BIND =
            "is not an address and port: write it like [::]:25, 127.0.0.1:2525, *:25 or"
                    + " unix:/run/staffetta/lmtp";

    /// Longest path of a UNIX socket that every supported system takes.
    int MAX_UNIX_PATH = 103;

    /// The socket address.
    SocketAddress address();

    /// Parses an address and a port, or `unix:` and an absolute path.
    ///
    /// @throws IllegalArgumentException saying what the text is not, without the text; host names
    ///   other than `localhost` are not looked up
    static Bind parse(String text) {
        return text.startsWith("unix:")
                ? Unix.parse(text.substring("unix:".length()))
                : Tcp.parse(text);
    }

    /// A TCP port.
    record Tcp(InetSocketAddress address) implements Bind {

        private static Tcp parse(String text) {
            int colon = text.lastIndexOf(':');
            var port = colon < 0 ? "" : text.substring(colon + 1);
            if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > 65_535) {
                throw new IllegalArgumentException(NOT_A_BIND);
            }
            var host = text.substring(0, colon);
            int number = Integer.parseInt(port);
            return switch (host) {
                case "*" -> new Tcp(new InetSocketAddress(number));
                case "localhost" ->
                        new Tcp(new InetSocketAddress(InetAddress.getLoopbackAddress(), number));
                default -> new Tcp(new InetSocketAddress(literal(host), number));
            };
        }

        private static InetAddress literal(String host) {
            boolean brackets = host.startsWith("[") && host.endsWith("]");
            var address = brackets ? host.substring(1, host.length() - 1) : host;
            if (brackets != address.contains(":")) {
                throw new IllegalArgumentException(NOT_A_BIND);
            }
            try {
                return Text.address(address);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(NOT_A_BIND, e);
            }
        }

        @Override
        public String toString() {
            var host = address.getAddress().getHostAddress();
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
        }
    }

    /// A UNIX socket.
    record Unix(Path path) implements Bind {

        private static Unix parse(String text) {
            var path = Path.of(text);
            if (!path.isAbsolute()) {
                throw new IllegalArgumentException("is not an absolute path after 'unix:'");
            }
            if (text.getBytes(StandardCharsets.UTF_8).length > MAX_UNIX_PATH) {
                throw new IllegalArgumentException(
                        "is too long for a UNIX socket: at most " + MAX_UNIX_PATH + " octets");
            }
            return new Unix(path);
        }

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
