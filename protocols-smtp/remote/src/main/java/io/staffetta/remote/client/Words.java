package io.staffetta.remote.client;

/// Texts that may hold what a server wrote.
final class Words {

    private static final int MAX = 300;

    private Words() {}

    /// One line of printable ASCII of bounded length.
    static String safe(String text) {
        var safe = new StringBuilder(Math.min(text.length(), MAX));
        for (int i = 0; i < text.length() && i < MAX; i++) {
            char c = text.charAt(i);
            safe.append(c >= ' ' && c < 127 ? c : c == '\n' || c == '\t' ? ' ' : '?');
        }
        return safe.toString();
    }
}
