package io.staffetta.kernel.config;

import java.net.InetAddress;

/// An IP network, such as `10.0.0.0/8`, `2001:db8::/32` or a single address.
///
/// @param base an address with all host bits zero
/// @param prefix number of network bits
public record Network(InetAddress base, int prefix) {

    public Network {
        int bits = base.getAddress().length * 8;
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("prefix must lie between 0 and " + bits);
        }
    }

    /// Parses `address` or `address/prefix`.
    ///
    /// @throws IllegalArgumentException with a one-line message; host names are not looked up
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        var address = slash < 0 ? text : text.substring(0, slash);
        try {
            var base = InetAddress.ofLiteral(address);
            int bits = base.getAddress().length * 8;
            return new Network(
                    base, slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not a network: " + text, e);
        }
    }

    /// Whether an address lies in it. An IPv4-mapped IPv6 address counts as IPv4.
    public boolean contains(InetAddress address) {
        byte[] ours = base.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int i = 0; i < prefix; i++) {
            int mask = 0x80 >>> (i % 8);
            if ((ours[i / 8] & mask) != (theirs[i / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
