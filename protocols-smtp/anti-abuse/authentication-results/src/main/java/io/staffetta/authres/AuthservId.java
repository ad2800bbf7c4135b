package io.staffetta.authres;

import java.util.Optional;

/// Reads the name at the start of an `Authentication-Results` field (RFC 8601 §2.2).
final class AuthservId {

    private static final String TSPECIALS = "()<>@,;:\\\"/[]?=";

    private final String text;
    private int at;

    private AuthservId(String text) {
        this.text = text;
    }

    /// The name in the value of a field, folded or not; empty if nobody can say what it is.
    static Optional<String> of(String value) {
        return new AuthservId(value).parse();
    }

    /// The text without its comments; from one that does not end, all is left.
    static String withoutComments(String text) {
        var reader = new AuthservId(text);
        var out = new StringBuilder();
        boolean ends = true;
        while (reader.at < text.length()) {
            boolean opens = ends && reader.peek() == '(';
            if (opens && reader.comment()) {
                continue;
            }
            ends = ends && !opens;
            out.append(text.charAt(reader.at++));
        }
        return out.toString();
    }

    private Optional<String> parse() {
        if (!blanks()) {
            return Optional.empty();
        }
        var name = peek() == '"' ? quoted() : token();
        if (name.isEmpty() || !blanks()) {
            return Optional.empty();
        }
        while (at < text.length() && isDigit(peek())) {
            at++;
        }
        return blanks() && (at == text.length() || peek() == ';') ? name : Optional.empty();
    }

    /// Skips blanks and comments; false if a comment does not end.
    private boolean blanks() {
        while (at < text.length()) {
            char c = peek();
            if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
                at++;
            } else if (c != '(') {
                return true;
            } else if (!comment()) {
                return false;
            }
        }
        return true;
    }

    /// Skips a comment, those in it as well; stays where it is if there is no end.
    private boolean comment() {
        int depth = 0;
        for (int i = at; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '\\' -> i++;
                case '(' -> depth++;
                case ')' -> {
                    if (--depth == 0) {
                        at = i + 1;
                        return true;
                    }
                }
                default -> {}
            }
        }
        return false;
    }

    private Optional<String> quoted() {
        var out = new StringBuilder();
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                at = i + 1;
                return Optional.of(out.toString());
            }
            if (c == '\\' && ++i < text.length()) {
                c = text.charAt(i);
            }
            if (c != '\r' && c != '\n') {
                out.append(c);
            }
        }
        return Optional.empty();
    }

    private Optional<String> token() {
        int start = at;
        while (at < text.length() && isTokenCharacter(peek())) {
            at++;
        }
        return Optional.of(text.substring(start, at)).filter(token -> !token.isEmpty());
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    /// RFC 2045 §5.1, and what RFC 6532 adds.
    static boolean isTokenCharacter(char c) {
        return !isBlank(c) && TSPECIALS.indexOf(c) < 0;
    }

    /// Also beyond ASCII: there are readers that strip those blanks as well.
    static boolean isBlank(char c) {
        return Character.isSpaceChar(c) || Character.isISOControl(c);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
