package io.staffetta.spi.mail;

import java.net.IDN;
import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Pattern;

/// A domain or an address literal, as it stands right of the `@` (RFC 5321 §4.1.2, §4.1.3).
///
/// @param name the canonical form: lower-case A-labels (`xn--…`), or an address literal in
///   brackets; 1 to 255 octets
public record Domain(String name) {

    private static final int MOST_OF_A_LABEL = 63;

    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!])|(?=]))){4}]");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-f:.]{2,45}");

    public Domain {
        if (name.length() > 255) {
            throw new IllegalArgumentException("domain longer than 255 octets");
        }
        if (!isLiteral(name) && !areLabels(name)) {
            throw new IllegalArgumentException("not a domain: " + printable(name));
        }
    }

    /// Parses a domain in any case, with A-labels or U-labels, or an address literal.
    ///
    /// @throws IllegalArgumentException with a one-line message if it is neither
    public static Domain parse(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("empty domain");
        }
        if (text.charAt(0) == '[') {
            return literal(text);
        }
        var lower = text.toLowerCase(Locale.ROOT);
        if (isAscii(lower)) {
            return new Domain(lower);
        }
        try {
            return new Domain(IDN.toASCII(lower, IDN.USE_STD3_ASCII_RULES));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("not a domain: " + printable(text), e);
        }
    }

    /// Whether this is an address literal such as `[192.0.2.1]` or `[IPv6:2001:db8::1]`.
    public boolean isLiteral() {
        return name.charAt(0) == '[';
    }

    // By hand, as in other records that the start compares: what a record has of its own is put
    // together at the first call, which takes milliseconds.
    @Override
    public boolean equals(Object other) {
        return other instanceof Domain domain && name.equals(domain.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }

    /// Whether it is labels of letters, digits and inner hyphens, with dots between them. By hand:
    /// every address that comes by is looked at.
    private static boolean areLabels(String name) {
        int begin = 0;
        for (int i = 0; i <= name.length(); i++) {
            char c = i == name.length() ? '.' : name.charAt(i);
            if (c == '.') {
                int length = i - begin;
                if (length == 0 || length > MOST_OF_A_LABEL || name.charAt(i - 1) == '-') {
                    return false;
                }
                begin = i + 1;
            } else if (!isLetterOrDigit(c) && (c != '-' || i == begin)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 128) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLiteral(String name) {
        return name.startsWith("[") && name.endsWith("]");
    }

    private static Domain literal(String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        if (IPV4.matcher(lower.substring(1)).matches()) {
            return new Domain(lower);
        }
        if (lower.startsWith("[ipv6:") && lower.endsWith("]")) {
            var address = lower.substring(6, lower.length() - 1);
            if (IPV6.matcher(address).matches() && address.indexOf(':') >= 0) {
                try {
                    // A literal with colons is never looked up.
                    return new Domain(
                            "[IPv6:" + InetAddress.ofLiteral(address).getHostAddress() + "]");
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(
                            "not an address literal: " + printable(text), e);
                }
            }
        }
        throw new IllegalArgumentException("not an address literal: " + printable(text));
    }

    static String printable(String text) {
        var cut = text.length() > 80 ? text.substring(0, 80) + "…" : text;
        var out = new StringBuilder(cut.length());
        cut.codePoints().forEach(c -> out.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return out.toString();
    }
}
