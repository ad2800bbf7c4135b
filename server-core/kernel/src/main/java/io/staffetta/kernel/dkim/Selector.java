package io.staffetta.kernel.dkim;

import java.util.Locale;
import java.util.regex.Pattern;

/// The name under which a domain publishes a key (RFC 6376 §3.1). It is part of a file name, so
/// nothing but labels of letters, digits and hyphens ever passes.
///
/// @param name labels in lower case, 1 to 100 characters
public record Selector(String name) {

    private static final int MAX_LENGTH = 100;

    private static final Pattern LABELS =
            Pattern.compile(
                    "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
                            + "(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*+");

    public Selector {
        if (name.length() > MAX_LENGTH || !LABELS.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "not a selector: write letters, digits and hyphens, such as 2026a or mail.eu;"
                            + " at most "
                            + MAX_LENGTH
                            + " characters");
        }
    }

    /// Parses a selector in any case.
    ///
    /// @throws IllegalArgumentException with one line if it is none
    public static Selector parse(String text) {
        // Some letters of other scripts become ASCII in lower case.
        boolean ascii = text.chars().allMatch(c -> c < 128);
        return new Selector(ascii ? text.toLowerCase(Locale.ROOT) : text);
    }

    @Override
    public String toString() {
        return name;
    }
}
