package io.staffetta.acme;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Where challenges are answered, written like the `bind` of a listener.
final class ListenAddress {

    private ListenAddress() {}

    /// Parses `[::]:80`, `*:80` or `127.0.0.1:8080`. `*` and `[::]` are every address of the
    /// machine, IPv4 and IPv6.
    ///
    /// @throws IllegalArgumentException naming the setting
    static InetSocketAddress parse(String setting, String text) {
        int colon = text.lastIndexOf(':');
        var host = colon < 0 ? "" : text.substring(0, colon);
        var port = text.substring(colon + 1);
        if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > 65_535) {
            throw invalid(setting, null);
        }
        int number = Integer.parseInt(port);
        if (host.equals("*") || host.equals("[::]")) {
            return new InetSocketAddress(number);
        }
        boolean brackets = host.startsWith("[") && host.endsWith("]");
        var literal = brackets ? host.substring(1, host.length() - 1) : host;
        if (brackets != literal.contains(":")) {
            throw invalid(setting, null);
        }
        try {
            return new InetSocketAddress(InetAddress.ofLiteral(literal), number);
        } catch (IllegalArgumentException e) {
            throw invalid(setting, e);
        }
    }

    private static IllegalArgumentException invalid(String setting, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                setting
                        + ": is not an address and port: write it like [::]:80, *:80 or"
                        + " 127.0.0.1:8080",
                cause);
    }
}
