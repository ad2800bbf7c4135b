package io.staffetta.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.regex.Pattern;

/// The address of a DNS server as operators write it.
public final class ServerAddress {

    private static final int DOMAIN = 53;
    private static final String PORT = "(?::(\\d{1,5}))?";
    private static final List<Pattern> FORMS =
            List.of(
                    Pattern.compile("(\\d+\\.\\d+\\.\\d+\\.\\d+)" + PORT),
                    Pattern.compile("\\[([0-9A-Fa-f:.]+)]" + PORT),
                    Pattern.compile("([0-9A-Fa-f]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)()"));

    private ServerAddress() {}

    /// Parses `192.0.2.53`, `127.0.0.1:5353`, `2001:db8::53` or `[2001:db8::53]:5353`.
    ///
    /// @param setting to name in errors
    /// @throws IllegalArgumentException with one line
    public static InetSocketAddress parse(String setting, String text) {
        for (var form : FORMS) {
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
                    throw new IllegalArgumentException(refusal(setting, text), e);
                }
            }
        }
        throw new IllegalArgumentException(refusal(setting, text));
    }

    private static String refusal(String setting, String text) {
        return "%s '%s' is not an IP address such as 192.0.2.53 or 127.0.0.1:5353"
                .formatted(setting, text);
    }
}
