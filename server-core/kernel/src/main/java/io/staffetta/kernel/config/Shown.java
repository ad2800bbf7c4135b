package io.staffetta.kernel.config;

/// Texts of the operator in messages: one line, not too long.
final class Shown {

    private static final int LONGEST = 80;

    private Shown() {}

    /// In single quotes.
    static String quoted(String text) {
        var line = text.replaceAll("\\p{Cntrl}+", " ");
        return "'" + (line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line) + "'";
    }

    /// The text of an element, in the form in which it was written: its value may be a secret.
    static String quoted(SettingsTree element) {
        return element.text().equals(element.written())
                ? quoted(element.text())
                : "the value of " + quoted(element.written());
    }
}
