package io.staffetta.distribution.command;

/// Text that comes from strangers, made fit for a terminal: what a terminal obeys (control
/// characters, C1 included) or lies about (direction marks, line separators) becomes `?`.
final class Printable {

    private Printable() {}

    /// For one line.
    static String line(String text) {
        return text.codePoints()
                .map(c -> isHarmless(c) ? c : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /// For several lines: line ends (LF, CRLF) and tabs stay.
    static String lines(String text) {
        return text.replace("\r\n", "\n")
                .codePoints()
                .map(c -> c == '\n' || c == '\t' || isHarmless(c) ? c : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isHarmless(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED ->
                    false;
            default -> true;
        };
    }
}
