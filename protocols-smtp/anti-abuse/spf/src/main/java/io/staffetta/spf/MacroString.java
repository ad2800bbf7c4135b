package io.staffetta.spf;

import java.util.List;

/// Text with macros (RFC 7208 §7.1), parsed.
record MacroString(List<Part> parts) {

    /// A piece of it.
    sealed interface Part {}

    /// Stands for itself; `%%`, `%_` and `%-` are resolved already.
    record Literal(String text) implements Part {}

    /// A macro.
    ///
    /// @param letter in lower case
    /// @param escaped whether it was written in upper case
    /// @param keep how many parts from the right; 0 for all
    /// @param reversed whether the parts change their order
    /// @param delimiters what is between parts
    record Macro(char letter, boolean escaped, int keep, boolean reversed, String delimiters)
            implements Part {}

    MacroString {
        parts = List.copyOf(parts);
    }

    boolean uses(String letters) {
        return parts.stream()
                .anyMatch(part -> part instanceof Macro m && letters.indexOf(m.letter()) >= 0);
    }
}
