package io.staffetta.kernel.session;

import java.util.List;

/// The keywords of one greeting, while hooks change them.
final class KeywordLines {

    private final List<String> before;
    private List<String> now;

    KeywordLines(List<String> before) {
        this.before = List.copyOf(before);
        this.now = this.before;
    }

    List<String> now() {
        return now;
    }

    void become(List<String> lines) {
        now = List.copyOf(lines);
    }

    /// Whether a keyword that was there is gone.
    boolean hidden(String keyword) {
        return has(before, keyword) && !has(now, keyword);
    }

    /// Puts the result where the protocol finds it.
    void writeTo(List<String> keywords) {
        if (!now.equals(before)) {
            keywords.clear();
            keywords.addAll(now);
        }
    }

    private static boolean has(List<String> lines, String keyword) {
        return lines.stream().anyMatch(line -> KeywordsView.isOf(line, keyword));
    }
}
