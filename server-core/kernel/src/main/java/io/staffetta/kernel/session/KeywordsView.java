package io.staffetta.kernel.session;

import io.staffetta.spi.hook.Keywords;

import java.util.ArrayList;
import java.util.List;

/// The keywords of one greeting, as one call changes them.
final class KeywordsView implements Keywords {

    private static final int MAX_LINE = 500;

    private final CallScope scope;
    private final List<String> lines;

    KeywordsView(CallScope scope, List<String> lines) {
        this.scope = scope;
        this.lines = new ArrayList<>(lines);
    }

    @Override
    public List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    @Override
    public void add(String line) {
        if (line.isBlank()
                || line.length() > MAX_LINE
                || line.chars().anyMatch(c -> c < ' ' || c > 126)) {
            throw new IllegalArgumentException("a keyword line is printable ASCII");
        }
        scope.change(() -> {
            synchronized (lines) {
                return lines.add(line);
            }
        });
    }

    @Override
    public boolean hide(String keyword) {
        return scope.change(() -> {
            synchronized (lines) {
                return lines.removeIf(line -> isOf(line, keyword));
            }
        });
    }

    /// Whether a line announces that keyword.
    static boolean isOf(String line, String keyword) {
        int space = line.indexOf(' ');
        return (space < 0 ? line : line.substring(0, space)).equalsIgnoreCase(keyword);
    }
}
