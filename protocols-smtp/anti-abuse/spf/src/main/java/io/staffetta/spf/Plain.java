package io.staffetta.spf;

/// Text that came from strangers.
final class Plain {

    private static final int MAX = 400;

    private Plain() {}

    /// Printable ASCII, not too much of it.
    static String of(String text) {
        var out = new StringBuilder(Math.min(text.length(), MAX));
        for (int i = 0; i < Math.min(text.length(), MAX); i++) {
            char c = text.charAt(i);
            out.append(c >= ' ' && c < 127 ? c : '?');
        }
        return out.toString();
    }
}
