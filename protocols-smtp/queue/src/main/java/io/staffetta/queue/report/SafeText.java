package io.staffetta.queue.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Text from elsewhere, made fit for a report: it stays on its line, shows what it is, and ends.
final class SafeText {

    /// Most octets of a value; with the name of its field it fits the line of RFC 5322 §2.1.1.
    static final int MAX_OCTETS = 900;

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:\\[\\]-]{1,255}");

    private SafeText() {}

    /// One line of any characters but those that control how the others look.
    static String line(String text) {
        var line = new StringBuilder(text.length());
        int octets = 0;
        for (int at = 0; at < text.length(); ) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            int shown = shown(c);
            octets += shown < 0x80 ? 1 : Character.toString(shown).getBytes(UTF_8).length;
            if (octets > MAX_OCTETS) {
                break;
            }
            line.appendCodePoint(shown);
        }
        return line.toString().strip();
    }

    /// One line of ASCII.
    static String asciiLine(String text) {
        var line = new StringBuilder(text.length());
        line(text).codePoints().forEach(c -> line.append(c < 0x80 ? (char) c : '?'));
        return line.toString();
    }

    static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    static int octets(String text) {
        return text.getBytes(UTF_8).length;
    }

    /// The name or address of a host; empty if it is none, such as the path of a socket.
    static Optional<String> host(String text) {
        return Optional.of(text).filter(HOST.asMatchPredicate());
    }

    /// Breaks text at its spaces.
    ///
    /// @param width most characters of a line, unless a word is longer
    static List<String> wrapped(String text, int width) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private static int shown(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> ' ';
            case Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED ->
                    '?';
            default -> c;
        };
    }
}
