package io.staffetta.milter.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Where a filter listens.
public sealed interface Endpoint {

    /// The addresses to try, in order. May block while a host name is looked up.
    List<SocketAddress> addresses() throws IOException;

    /// A TCP port.
    record Tcp(String host, int port) implements Endpoint {
        @Override
        public List<SocketAddress> addresses() throws IOException {
            return Arrays.stream(InetAddress.getAllByName(host))
                    .map(address -> (SocketAddress) new InetSocketAddress(address, port))
                    .toList();
        }

        @Override
        public String toString() {
            return "inet:" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
        }
    }

    /// A UNIX socket.
    record Unix(Path path) implements Endpoint {
        @Override
        public List<SocketAddress> addresses() {
            return List.of(UnixDomainSocketAddress.of(path));
        }

        @Override
        public String toString() {
            return "unix:" + path;
        }
    }

    /// Parses `inet:host:port`, `inet:port@host`, the same with `inet6:`, `unix:path` or
    /// `local:path`.
    ///
    /// @throws IllegalArgumentException if it is none of them
    static Endpoint parse(String text) {
        int colon = text.indexOf(':');
        var kind = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
        var rest = text.substring(colon + 1);
        return switch (kind) {
            case "inet", "inet6" -> tcp(text, rest);
            case "unix", "local" -> {
                if (rest.isEmpty()) {
                    throw bad(text);
                }
                yield new Unix(Path.of(rest));
            }
            default -> throw bad(text);
        };
    }

    private static Endpoint tcp(String text, String rest) {
        int at = rest.indexOf('@');
        int colon = rest.lastIndexOf(':');
        if (at < 0 && colon < 0) {
            throw bad(text);
        }
        var host = at < 0 ? rest.substring(0, colon) : rest.substring(at + 1);
        var port = at < 0 ? rest.substring(colon + 1) : rest.substring(0, at);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        if (host.isEmpty() || !port.matches("\\d{1,5}")) {
            throw bad(text);
        }
        int number = Integer.parseInt(port);
        if (number < 1 || number > 65535) {
            throw bad(text);
        }
        return new Tcp(host, number);
    }

    private static IllegalArgumentException bad(String text) {
        return new IllegalArgumentException(
                "endpoint '%s' is not inet:host:port, inet:port@host or unix:/path"
                        .formatted(text));
    }
}
