package io.staffetta.remote.dns;

import io.staffetta.spi.mail.Domain;

import java.net.InetAddress;
import java.util.Locale;

/// A next hop as operators write it: `example.org` (its MX records are asked), `example.org:587`,
/// `[host.example.org]` or `[192.0.2.1]:24` (no MX).
///
/// @param host domain or host name in lower-case A-labels, or an IP address in text form without
///   brackets
/// @param port 1 to 65535
/// @param useMx whether MX records are asked
/// @param trusted whether the operator named exactly this host: it may be any host of any network,
///   and a failure to find it is a mistake of the configuration
public record Destination(String host, int port, boolean useMx, boolean trusted) {

    /// A host without MX is one that the operator named.
    public Destination(String host, int port, boolean useMx) {
        this(host, port, useMx, !useMx);
    }

    /// The same place, named by a recipient's address: nobody here vouches for it.
    public Destination untrusted() {
        return new Destination(host, port, useMx, false);
    }

    /// Parses.
    ///
    /// @param defaultPort where none is written
    /// @throws IllegalArgumentException with one line
    public static Destination parse(String text, int defaultPort) {
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            if (end < 0) {
                throw new IllegalArgumentException("'" + text + "' lacks a ']'");
            }
            var host = text.substring(1, end);
            return new Destination(
                    host(host), port(text, text.substring(end + 1), defaultPort), false);
        }
        int colon = text.indexOf(':');
        var domain = colon < 0 ? text : text.substring(0, colon);
        return new Destination(
                Domain.parse(domain).name(),
                port(text, colon < 0 ? "" : text.substring(colon), defaultPort),
                true);
    }

    /// The form that [#parse] reads.
    @Override
    public String toString() {
        return (useMx ? host : "[" + host + "]") + ":" + port;
    }

    private static String host(String text) {
        var literal = text.toLowerCase(Locale.ROOT).startsWith("ipv6:") ? text.substring(5) : text;
        if (literal.indexOf(':') >= 0 || literal.matches("[0-9.]+")) {
            return InetAddress.ofLiteral(literal).getHostAddress();
        }
        return Domain.parse(literal).name();
    }

    private static int port(String text, String written, int defaultPort) {
        if (written.isEmpty()) {
            return defaultPort;
        }
        try {
            int port = Integer.parseInt(written.substring(1));
            if (written.startsWith(":") && port > 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Falls through to the same message.
        }
        throw new IllegalArgumentException("'" + text + "' has no port between 1 and 65535");
    }
}
