package io.staffetta.kernel.admin;

import io.staffetta.spi.mail.Domain;

/// Texts that an operator gives, which end up in logs and reports.
final class OperatorText {

    private static final int MAX_LENGTH = 255;

    private OperatorText() {}

    /// @throws IllegalArgumentException if it is empty, long or more than one line
    static String line(String name, String text) {
        var line = text.strip();
        if (line.isEmpty()) {
            throw new IllegalArgumentException("the " + name + " is empty");
        }
        if (line.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "the %s is longer than %d characters".formatted(name, MAX_LENGTH));
        }
        if (line.codePoints().anyMatch(OperatorText::breaksLines)) {
            throw new IllegalArgumentException("control character in the " + name);
        }
        return line;
    }

    /// A domain in its canonical form; a next hop, which need not be one, as it is.
    static String destination(String text) {
        var line = line("destination", text);
        try {
            return Domain.parse(line).name();
        } catch (IllegalArgumentException e) {
            return line;
        }
    }

    private static boolean breaksLines(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    true;
            default -> false;
        };
    }
}
