package io.staffetta.headers;

/// Comments of structured fields (RFC 5322 §3.2.2).
final class Comments {

    private Comments() {}

    /// The text without comments, each of which becomes a space. An unfinished one stays.
    static String removed(String text) {
        if (text.indexOf('(') < 0) {
            return text;
        }
        var out = new StringBuilder(text.length());
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                out.append(c).append(text.charAt(++i));
            } else if (c == '"') {
                quoted = !quoted;
                out.append(c);
            } else if (c == '(' && !quoted) {
                int end = end(text, i);
                if (end < 0) {
                    return out.append(text, i, text.length()).toString();
                }
                out.append(' ');
                i = end;
            } else {
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
