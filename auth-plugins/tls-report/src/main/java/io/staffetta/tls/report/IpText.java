package io.staffetta.tls.report;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Collections;

/// IP addresses as RFC 8460 §4.4 wants them.
final class IpText {

    private static final int GROUPS = 8;

    private IpText() {}

    /// An IPv6 address in the form of RFC 5952, without the zone of a link-local one, which nobody
    /// else understands.
    static String of(InetAddress address) {
        var text = address.getHostAddress().replaceFirst("%.*", "");
        return address instanceof Inet4Address ? text : shortened(text);
    }

    /// Puts `::` in place of the first of the longest runs of zeros, if it has two or more.
    private static String shortened(String text) {
        var padded = ":" + text + ":";
        for (int length = GROUPS; length > 1; length--) {
            var run = ":" + String.join("", Collections.nCopies(length, "0:"));
            int at = padded.indexOf(run);
            if (at >= 0) {
                var before = padded.substring(0, at).replaceFirst("^:", "");
                var after = padded.substring(at + run.length()).replaceFirst(":$", "");
                return before + "::" + after;
            }
        }
        return text;
    }
}
