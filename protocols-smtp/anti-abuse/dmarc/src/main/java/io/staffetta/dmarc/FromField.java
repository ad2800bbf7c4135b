package io.staffetta.dmarc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds the addresses of a `From` field (RFC 5322 §3.4), each that any program may show: also
/// those of fields that are not quite well-formed, such as an unquoted comma in a display name.
/// Takes time in proportion to the length of the field.
final class FromField {

    /// Stands for a quoted string, so that nothing in it looks like an address.
    private static final char QUOTED = '"';

    private final String text;
    private int at;
    private final List<String> addresses = new ArrayList<>();
    private final StringBuilder bare = new StringBuilder();

    FromField(String value) {
        text = value;
    }

    /// The addresses; none if a quoted string, a comment or a bracket has no end, or if nobody can
    /// say where a quoted string begins.
    List<String> addresses() {
        while (at < text.length()) {
            char c = text.charAt(at++);
            boolean whole =
                    switch (c) {
                        case '"' -> quoted(bare);
                        case '(' -> comment();
                        case '<' -> angle();
                        case ',', ';' -> endOfMailbox();
                        case ':' -> endOfMailbox();
                        case '\\' -> !text.startsWith("\"", at) && keep(c);
                        default -> keep(c);
                    };
            if (!whole) {
                return List.of();
            }
        }
        endOfMailbox();
        return addresses;
    }

    /// The part of an address behind its only `@`.
    static Optional<String> domain(String address) {
        var route = address.startsWith("@") ? address.substring(address.indexOf(':') + 1) : address;
        int sign = route.indexOf('@');
        return sign <= 0 || route.indexOf('@', sign + 1) >= 0
                ? Optional.empty()
                : Optional.of(route.substring(sign + 1));
    }

    private boolean keep(char c) {
        bare.append(c);
        return true;
    }

    private boolean quoted(StringBuilder out) {
        out.append(QUOTED);
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '\\') {
                at++;
            } else if (c == '"') {
                return true;
            }
        }
        return false;
    }

    private boolean comment() {
        int depth = 1;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '\\') {
                at++;
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                return true;
            }
        }
        return false;
    }

    private boolean angle() {
        var address = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            boolean whole =
                    switch (c) {
                        case '"' -> quoted(address);
                        case '(' -> comment();
                        case '<' -> false;
                        default -> true;
                    };
            if (!whole) {
                return false;
            }
            if (c == '>') {
                // The display name in front of it says nothing, but what comes behind may.
                bare.setLength(0);
                addresses.add(compact(address));
                return true;
            }
            if (c != '"' && c != '(') {
                address.append(c);
            }
        }
        return false;
    }

    /// Also ends the name of a group, for who knows no groups sees an address in it.
    private boolean endOfMailbox() {
        if (bare.indexOf("@") >= 0) {
            addresses.add(compact(bare));
        }
        bare.setLength(0);
        return true;
    }

    /// Without white space at the ends and around `@` and dots, where old mail may have it. Other
    /// white space stays, and no domain has any.
    private static String compact(StringBuilder address) {
        var out = new StringBuilder(address.length());
        boolean space = false;
        for (char c : address.toString().strip().toCharArray()) {
            if (Character.isWhitespace(c)) {
                space = true;
                continue;
            }
            boolean joins = c == '.' || c == '@' || endsJoining(out);
            if (space && !joins) {
                out.append(' ');
            }
            space = false;
            out.append(c);
        }
        return out.toString();
    }

    private static boolean endsJoining(StringBuilder out) {
        int last = out.length() - 1;
        return last < 0 || out.charAt(last) == '.' || out.charAt(last) == '@';
    }
}
