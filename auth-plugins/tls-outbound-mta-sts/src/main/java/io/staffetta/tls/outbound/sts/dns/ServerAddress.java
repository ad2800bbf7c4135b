package io.staffetta.tls.outbound.sts.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Pattern;

/// The address of a DNS server as operators write it.
public final class ServerAddress {

    private static final int DOMAIN = 53;
    private static final Pattern IPV4 =
            Pattern.compile("(\\d+\\.\\d+\\.\\d+\\.\\d+)(?::(\\d{1,5}))?");
    private static final Pattern IPV6 = Pattern.compile("\\[([0-9A-Fa-f:.]+)](?::(\\d{1,5}))?");
    private static final Pattern BARE_IPV6 =
            Pattern.compile("([0-9A-Fa-f]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)()");

    private ServerAddress() {}

    /// Parses `192.0.2.53`, `127.0.0.1:5353` or `[2001:db8::53]:53`.
    ///
    /// @throws IllegalArgumentException with one line
    public static InetSocketAddress parse(String text) {
        for (var form : new Pattern[] {IPV4, IPV6, BARE_IPV6}) {
            var match = form.matcher(text);
            if (match.matches()) {
                try {
                    var written = match.group(2);
                    int port =
                            written == null || written.isEmpty()
                                    ? DOMAIN
                                    : Integer.parseInt(written);
                    if (port > 0) {
                        return new InetSocketAddress(InetAddress.ofLiteral(match.group(1)), port);
                    }
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(refusal(text), e);
                }
            }
        }
        throw new IllegalArgumentException(refusal(text));
    }

    private static String refusal(String text) {
        return "nameserver '"
                + text
                + "' is not an IP address such as 192.0.2.53 or 127.0.0.1:5353";
    }
}
