package io.staffetta.dnsbl;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Which return codes of a list count, such as `127.0.0.2`, `127.0.[0..1].[2;4..7]`, `127.0.0.&6`
/// (any of these bits) or `127.0.*.3`.
///
/// @param octets the values that each of the four octets may have
record CodeFilter(List<BitSet> octets) {

    private static final String SYNTAX =
            "'%s' is not a return code: write it like 127.0.0.2, 127.0.0.[2..11],"
                    + " 127.0.[0;2..5].* or 127.0.0.&6";

    /// @throws IllegalArgumentException if the text is no filter
    static CodeFilter parse(String text) {
        var octets = new ArrayList<BitSet>();
        try {
            for (var part : parts(text)) {
                octets.add(octet(part));
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(SYNTAX.formatted(text), e);
        }
        if (octets.size() != 4) {
            throw new IllegalArgumentException(SYNTAX.formatted(text));
        }
        if (!octets.getFirst().get(127)) {
            throw new IllegalArgumentException(
                    "'%s' never matches: lists answer with 127.…".formatted(text));
        }
        return new CodeFilter(List.copyOf(octets));
    }

    boolean matches(InetAddress code) {
        var address = code.getAddress();
        if (address.length != 4) {
            return false;
        }
        for (int i = 0; i < 4; i++) {
            if (!octets.get(i).get(Byte.toUnsignedInt(address[i]))) {
                return false;
            }
        }
        return true;
    }

    /// Splits at dots, but for those in brackets.
    private static List<String> parts(String text) {
        var parts = new ArrayList<String>();
        int begin = 0;
        boolean inside = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            inside = c == '[' || (inside && c != ']');
            if (c == '.' && !inside) {
                parts.add(text.substring(begin, i));
                begin = i + 1;
            }
        }
        parts.add(text.substring(begin));
        return parts;
    }

    private static BitSet octet(String part) {
        var values = new BitSet(256);
        if (part.equals("*")) {
            values.set(0, 256);
        } else if (part.startsWith("&")) {
            int mask = number(part.substring(1));
            for (int value = 0; value < 256; value++) {
                values.set(value, (value & mask) != 0);
            }
        } else if (part.startsWith("[") && part.endsWith("]")) {
            for (var range : part.substring(1, part.length() - 1).split(";", -1)) {
                set(values, range);
            }
        } else {
            values.set(number(part));
        }
        return values;
    }

    private static void set(BitSet values, String range) {
        int dots = range.indexOf("..");
        int from = number(dots < 0 ? range : range.substring(0, dots));
        int to = dots < 0 ? from : number(range.substring(dots + 2));
        if (to < from) {
            throw new IllegalArgumentException("empty range");
        }
        values.set(from, to + 1);
    }

    private static int number(String text) {
        if (text.isEmpty() || text.length() > 3 || !text.chars().allMatch(Character::isDigit)) {
            throw new IllegalArgumentException("not a number");
        }
        int number = Integer.parseInt(text);
        if (number > 255) {
            throw new IllegalArgumentException("not an octet");
        }
        return number;
    }
}
