package io.staffetta.kernel.net;

import io.staffetta.kernel.net.ProxyHeader.Complete;
import io.staffetta.kernel.net.ProxyHeader.Incomplete;
import io.staffetta.kernel.net.ProxyHeader.Malformed;
import io.staffetta.kernel.net.ProxyHeader.Relayed;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/// Version 1: a line of text such as `PROXY TCP4 192.0.2.1 198.51.100.1 56324 25`.
final class ProxyHeaderV1 {

    /// With CRLF.
    private static final int MAX_LINE = 107;

    private static final String START = "PROXY ";
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final Pattern PORT = Pattern.compile("0|[1-9]\\d{0,4}");

    private ProxyHeaderV1() {}

    static ProxyHeader parse(byte[] octets, int length) {
        int known = Math.min(length, START.length());
        if (!new String(octets, 0, known, StandardCharsets.ISO_8859_1)
                .equals(START.substring(0, known))) {
            return new Malformed("no PROXY header");
        }
        int limit = Math.min(length, MAX_LINE);
        for (int i = 1; i < limit; i++) {
            if (octets[i] == '\n') {
                return octets[i - 1] == '\r'
                        ? line(new String(octets, 0, i - 1, StandardCharsets.ISO_8859_1))
                        : new Malformed("the line does not end with CRLF");
            }
        }
        return length < MAX_LINE ? new Incomplete() : new Malformed("the line is too long");
    }

    private static ProxyHeader line(String line) {
        int length = line.length() + 2;
        var words = line.split(" ", -1);
        if (words[1].equals("UNKNOWN")) {
            return new Complete(length, Optional.empty());
        }
        if (words.length != 6) {
            return new Malformed("six words are expected");
        }
        try {
            var source = endpoint(words[1], words[2], words[4]);
            var destination = endpoint(words[1], words[3], words[5]);
            return new Complete(length, Optional.of(new Relayed(source, destination)));
        } catch (IllegalArgumentException e) {
            return new Malformed("not a pair of addresses");
        }
    }

    private static InetSocketAddress endpoint(String family, String address, String port) {
        if (!PORT.matcher(port).matches()) {
            throw new IllegalArgumentException("port");
        }
        return new InetSocketAddress(address(family, address), Integer.parseInt(port));
    }

    /// Stricter than the JDK, which takes `1.2` and zones too.
    private static InetAddress address(String family, String text) {
        if (family.equals("TCP4") && IPV4.matcher(text).matches()) {
            return Inet4Address.ofLiteral(text);
        }
        if (family.equals("TCP6") && IPV6.matcher(text).matches()) {
            return Inet6Address.ofLiteral(text);
        }
        throw new IllegalArgumentException("address");
    }
}
