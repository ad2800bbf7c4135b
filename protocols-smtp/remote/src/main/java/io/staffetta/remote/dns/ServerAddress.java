package io.staffetta.remote.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Pattern;

/// The address of a DNS server as operators write it.
final class ServerAddress {

    private static final int DOMAIN = 53;
    private static final Pattern WITH_PORT =
            Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([0-9.]+))(?::(\\d{1,5}))?");
    private static final Pattern BARE = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private ServerAddress() {}

    /// @throws IllegalArgumentException with one line
    static InetSocketAddress parse(String text) {
        try {
            if (BARE.matcher(text).matches() && !text.matches("[0-9.]+:\\d+")) {
                return new InetSocketAddress(InetAddress.ofLiteral(text), DOMAIN);
            }
            var match = WITH_PORT.matcher(text);
            if (match.matches()) {
                var host = match.group(1) == null ? match.group(2) : match.group(1);
                int port = match.group(3) == null ? DOMAIN : Integer.parseInt(match.group(3));
                if (port > 0) {
                    return new InetSocketAddress(InetAddress.ofLiteral(host), port);
                }
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(refusal(text), e);
        }
        throw new IllegalArgumentException(refusal(text));
    }

    private static String refusal(String text) {
        return "server '" + text + "' is not an IP address such as 192.0.2.53 or 127.0.0.1:5353";
    }
}
