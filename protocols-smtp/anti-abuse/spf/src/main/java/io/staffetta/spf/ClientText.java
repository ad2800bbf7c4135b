package io.staffetta.spf;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.HexFormat;

/// Addresses as macros write them (RFC 7208 §7.3).
final class ClientText {

    private ClientText() {}

    /// `192.0.2.1`, or 32 hexadecimal digits with dots between them.
    static String dotted(InetAddress address) {
        if (address instanceof Inet4Address) {
            return address.getHostAddress();
        }
        var digits = HexFormat.of().withUpperCase().formatHex(address.getAddress());
        return String.join(".", digits.split(""));
    }

    /// `192.0.2.1` or `2001:db8::1`: the longest run of zeros left out (RFC 5952 §4.2).
    static String readable(InetAddress address) {
        if (address instanceof Inet4Address) {
            return address.getHostAddress();
        }
        var octets = address.getAddress();
        var groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] =
                    Byte.toUnsignedInt(octets[2 * i]) << 8 | Byte.toUnsignedInt(octets[2 * i + 1]);
        }
        int start = 8;
        int length = 1;
        for (int i = 0; i < 8; i++) {
            int zeros = zerosFrom(groups, i);
            if (zeros > length) {
                start = i;
                length = zeros;
            }
        }
        return start == 8
                ? joined(groups, 0, 8)
                : joined(groups, 0, start) + "::" + joined(groups, start + length, 8);
    }

    private static int zerosFrom(int[] groups, int from) {
        int i = from;
        while (i < groups.length && groups[i] == 0) {
            i++;
        }
        return i - from;
    }

    private static String joined(int[] groups, int from, int to) {
        var out = new StringBuilder();
        for (int i = from; i < to; i++) {
            out.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
        }
        return out.toString();
    }
}
