package io.staffetta.spi.dns;

import java.net.Inet4Address;
import java.net.InetAddress;

/// Addresses as names of the DNS.
public final class ReverseName {

    private ReverseName() {}

    /// The name below which PTR records of an address stand, such as `1.2.0.192.in-addr.arpa` (RFC
    /// 1035 §3.5, RFC 3596 §2.5).
    public static String of(InetAddress address) {
        return labels(address) + (address instanceof Inet4Address ? ".in-addr.arpa" : ".ip6.arpa");
    }

    /// The address backwards, as lists of addresses are asked (RFC 5782 §2.1, §2.4): the octets of
    /// IPv4, the nibbles of IPv6.
    public static String labels(InetAddress address) {
        var octets = address.getAddress();
        var out = new StringBuilder(4 * octets.length);
        for (int i = octets.length - 1; i >= 0; i--) {
            int octet = Byte.toUnsignedInt(octets[i]);
            if (address instanceof Inet4Address) {
                out.append(octet).append('.');
            } else {
                out.append(Character.forDigit(octet & 15, 16))
                        .append('.')
                        .append(Character.forDigit(octet >> 4, 16))
                        .append('.');
            }
        }
        return out.substring(0, out.length() - 1);
    }
}
