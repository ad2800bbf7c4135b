package io.staffetta.authres;

import io.staffetta.spi.mail.Domain;

import java.util.regex.Pattern;

/// Writes values so that they cannot be taken for something else (RFC 8601 §2.2, `value` and
/// `pvalue`).
final class PropertyValue {

    private static final int MAX = 320;
    private static final Pattern DOT_ATOM =
            Pattern.compile(
                    "[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u0080-\uffff-]++"
                            + "(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u0080-\uffff-]++)*+");

    /// Whether the message may have fields beyond ASCII (RFC 6532).
    private final boolean utf8;

    PropertyValue(boolean utf8) {
        this.utf8 = utf8;
    }

    /// A token if it is one, else in quotes.
    String value(String text) {
        var clean = clean(text);
        return isToken(clean) ? clean : quoted(clean);
    }

    /// Like [#value], in A-labels if it must be.
    String name(String text) {
        return value(domain(text));
    }

    /// Like [#name], but a mailbox, or a domain behind `@`, stays what it is.
    String property(String text) {
        int at = text.lastIndexOf('@');
        if (at < 0) {
            return name(text);
        }
        var local = clean(text.substring(0, at));
        var domain = domain(text.substring(at + 1));
        if (!isDomain(domain)) {
            return value(text);
        }
        return (local.isEmpty() || DOT_ATOM.matcher(local).matches() ? local : quoted(local))
                + "@"
                + domain;
    }

    /// A-labels where nothing else is allowed.
    private String domain(String text) {
        if (utf8 || text.chars().allMatch(c -> c < 128)) {
            return text;
        }
        try {
            return Domain.parse(text).name();
        } catch (IllegalArgumentException _) {
            return text;
        }
    }

    private static boolean isDomain(String text) {
        try {
            return !Domain.parse(text).isLiteral();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static boolean isToken(String text) {
        return !text.isEmpty()
                && text.chars().allMatch(c -> c < 127 && AuthservId.isTokenCharacter((char) c));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /// One line, no control characters, blanks one at a time so that every one can be folded.
    private String clean(String text) {
        var out = new StringBuilder();
        text.codePoints()
                .limit(MAX)
                .map(c -> isAllowed(c) ? c : c == '\t' || c == '\r' || c == '\n' ? ' ' : '?')
                .filter(c -> c != ' ' || out.isEmpty() || out.charAt(out.length() - 1) != ' ')
                .forEach(out::appendCodePoint);
        return out.toString();
    }

    private boolean isAllowed(int c) {
        return (c >= ' ' && c < 127)
                || (utf8
                        && c >= 160
                        && (c < 0xD800 || c > 0xDFFF)
                        && Character.isDefined(c)
                        && !Character.isSpaceChar(c));
    }
}
