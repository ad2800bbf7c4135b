package io.staffetta.spi;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/// An IP network, such as `10.0.0.0/8`, `2001:db8::/32` or a single address; settings may hold it.
///
/// @param base an address with all host bits zero
/// @param prefix number of network bits
public record Network(InetAddress base, int prefix) {

    // InetAddress also reads 10.1 as 10.0.0.1, which nobody means.
    private static final Pattern FOUR_PARTS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    public Network {
        int bits = base.getAddress().length * 8;
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("prefix must lie between 0 and " + bits);
        }
        if (!masked(base, prefix).equals(base)) {
            throw new IllegalArgumentException(
                    "is not a network, did you mean '"
                            + masked(base, prefix).getHostAddress()
                            + "/"
                            + prefix
                            + "'?");
        }
    }

    /// The network of that many bits in which an address lies.
    public static Network of(InetAddress address, int prefix) {
        return new Network(masked(address, prefix), prefix);
    }

    /// Parses `address` or `address/prefix`.
    ///
    /// @throws IllegalArgumentException saying what the text is not, without the text; host names
    ///   are not looked up
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        InetAddress base;
        int prefix;
        try {
            base = address(slash < 0 ? text : text.substring(0, slash));
            prefix =
                    slash < 0
                            ? base.getAddress().length * 8
                            : Integer.parseInt(text.substring(slash + 1));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "is not a network: write it like 10.0.0.0/8, 2001:db8::/32 or 192.0.2.1", e);
        }
        return new Network(base, prefix);
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

    @Override
    public String toString() {
        return base.getHostAddress() + "/" + prefix;
    }

    private static InetAddress address(String text) {
        if (text.indexOf(':') < 0 && !FOUR_PARTS.matcher(text).matches()) {
            throw new IllegalArgumentException("is not an IP address");
        }
        return InetAddress.ofLiteral(text);
    }

    private static InetAddress masked(InetAddress address, int prefix) {
        byte[] octets = address.getAddress();
        for (int bit = prefix; bit < octets.length * 8; bit++) {
            octets[bit / 8] &= (byte) ~(0x80 >>> (bit % 8));
        }
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 octets", e);
        }
    }
}
