package io.staffetta.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// The text of a transcript's line, with its escapes.
final class TranscriptText {

    private final String text;
    private final Map<String, String> variables;
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
    private int at;

    private TranscriptText(String text, Map<String, String> variables) {
        this.text = text;
        this.variables = variables;
    }

    /// The octets a line stands for.
    static byte[] octets(String text, Map<String, String> variables) {
        return new TranscriptText(text, variables).read();
    }

    /// Whether an expected line stands for what came.
    static boolean matches(String expected, Map<String, String> variables, String actual) {
        var parts = expected.split("\\{\\*}", -1);
        var first = new String(octets(parts[0], variables), StandardCharsets.ISO_8859_1);
        if (parts.length == 1) {
            return actual.equals(first);
        }
        if (!actual.startsWith(first)) {
            return false;
        }
        int from = first.length();
        for (int i = 1; i < parts.length; i++) {
            var part = new String(octets(parts[i], variables), StandardCharsets.ISO_8859_1);
            int found =
                    i == parts.length - 1
                            ? actual.length() - part.length()
                            : actual.indexOf(part, from);
            if (found < from || !actual.startsWith(part, found)) {
                return false;
            }
            from = found + part.length();
        }
        return true;
    }

    private byte[] read() {
        while (at < text.length()) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            if (c == '\\' && at < text.length()) {
                escape(text.charAt(at++));
            } else if (c == '$' && text.startsWith("{", at)) {
                variable();
            } else {
                octets.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return octets.toByteArray();
    }

    private void escape(char c) {
        switch (c) {
            case 'r' -> octets.write('\r');
            case 'n' -> octets.write('\n');
            case 't' -> octets.write('\t');
            case '\\' -> octets.write('\\');
            case 'x' -> {
                octets.write(Integer.parseInt(text.substring(at, at + 2), 16));
                at += 2;
            }
            case '{' -> {
                int end = text.indexOf('}', at);
                int times = Integer.parseInt(text.substring(at, end));
                octets.writeBytes(
                        text.substring(end + 1, end + 2)
                                .repeat(times)
                                .getBytes(StandardCharsets.UTF_8));
                at = end + 2;
            }
            default -> throw new IllegalArgumentException("unknown escape in: " + text);
        }
    }

    private void variable() {
        int end = text.indexOf('}', at);
        var name = text.substring(at + 1, end);
        var value = variables.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no variable " + name);
        }
        octets.writeBytes(value.getBytes(StandardCharsets.UTF_8));
        at = end + 1;
    }
}
