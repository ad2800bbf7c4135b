package io.staffetta.relay;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/// An IP network. An IPv4-mapped IPv6 address counts as the IPv4 address it is.
record Network(InetAddress base, int prefix) {

    // InetAddress also reads 10.1 as 10.0.0.1, which nobody means in a list of networks.
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final Pattern PREFIX = Pattern.compile("\\d{1,3}");

    /// Parses `address` or `address/prefix`; names are never looked up.
    static Network parse(String text) {
        var trimmed = text.strip();
        int slash = trimmed.indexOf('/');
        var address = address(text, slash < 0 ? trimmed : trimmed.substring(0, slash));
        int bits = address.getAddress().length * 8;
        int prefix = slash < 0 ? bits : prefix(text, trimmed.substring(slash + 1), bits);
        var base = mask(address, prefix);
        if (!base.equals(address)) {
            throw new IllegalArgumentException(
                    "network %s has bits set behind its prefix, did you mean %s/%d?"
                            .formatted(trimmed, base.getHostAddress(), prefix));
        }
        return new Network(base, prefix);
    }

    boolean contains(InetAddress address) {
        return address.getAddress().length == base.getAddress().length
                && mask(address, prefix).equals(base);
    }

    boolean isEverything() {
        return prefix == 0;
    }

    private static InetAddress address(String text, String address) {
        try {
            if (IPV4.matcher(address).matches() || IPV6.matcher(address).matches()) {
                return InetAddress.ofLiteral(address);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(notANetwork(text), e);
        }
        throw new IllegalArgumentException(notANetwork(text));
    }

    private static int prefix(String text, String prefix, int bits) {
        if (PREFIX.matcher(prefix).matches() && Integer.parseInt(prefix) <= bits) {
            return Integer.parseInt(prefix);
        }
        throw new IllegalArgumentException(
                "network %s needs a prefix between 0 and %d".formatted(text, bits));
    }

    private static String notANetwork(String text) {
        return "network '%s' is not an IP network such as 10.0.0.0/8 or 2001:db8::/32"
                .formatted(text);
    }

    private static InetAddress mask(InetAddress address, int prefix) {
        byte[] octets = address.getAddress();
        int whole = prefix / 8;
        if (whole < octets.length) {
            octets[whole] &= (byte) (0xff00 >> (prefix % 8));
            Arrays.fill(octets, whole + 1, octets.length, (byte) 0);
        }
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException e) {
            throw new AssertionError("an address keeps its length", e);
        }
    }

    @Override
    public String toString() {
        return base.getHostAddress() + "/" + prefix;
    }
}
