package io.staffetta.distribution.command;

import java.util.ArrayList;
import java.util.List;

/// Splits a header section for programs to read.
final class HeaderText {

    /// One field.
    ///
    /// @param name empty for a line that is no field
    /// @param value with folding as it stands, without the space after the colon
    record Field(String name, String value) {}

    private HeaderText() {}

    static List<Field> fields(String section) {
        var unsplit = new ArrayList<StringBuilder>();
        for (var line : section.split("\r\n", -1)) {
            boolean folded = line.startsWith(" ") || line.startsWith("\t");
            if (folded && !unsplit.isEmpty()) {
                unsplit.getLast().append("\r\n").append(line);
            } else if (!line.isEmpty()) {
                unsplit.add(new StringBuilder(line));
            }
        }
        return unsplit.stream().map(StringBuilder::toString).map(HeaderText::field).toList();
    }

    private static Field field(String text) {
        int colon = text.indexOf(':');
        if (colon < 1) {
            return new Field("", text);
        }
        var value = text.substring(colon + 1);
        return new Field(
                text.substring(0, colon).strip(),
                value.startsWith(" ") ? value.substring(1) : value);
    }
}
