package io.staffetta.mime;

/// Comments of structured fields (RFC 822 §3.4.3).
final class Comments {

    private Comments() {}

    /// The text without comments. An unfinished one stays.
    static String removed(String text) {
        if (text.indexOf('(') < 0) {
            return text;
        }
        var out = new StringBuilder(text.length());
        boolean quoted = false;
        boolean unfinished = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                out.append(c).append(text.charAt(++i));
                continue;
            }
            if (c == '"') {
                quoted = !quoted;
            }
            int end = c == '(' && !quoted && !unfinished ? end(text, i) : -1;
            if (end > 0) {
                i = end;
            } else {
                unfinished |= c == '(' && !quoted;
                out.append(c);
            }
        }
        return out.toString();
    }

    private static int end(String text, int start) {
        int depth = 0;
        for (int i = start; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '\\' -> i++;
                case '(' -> depth++;
                case ')' -> {
                    depth--;
                    if (depth == 0) {
                        return i;
                    }
                }
                default -> {}
            }
        }
        return -1;
    }
}
