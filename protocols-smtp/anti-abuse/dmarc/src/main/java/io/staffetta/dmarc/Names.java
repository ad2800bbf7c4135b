package io.staffetta.dmarc;

import io.staffetta.spi.mail.Domain;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Domain names as they are compared: lower-case A-labels without a final dot (RFC 5890 §2.3).
final class Names {

    private static final int LONGEST = 253;

    /// The underscore is not for hosts, but mail comes from such names.
    private static final Pattern LABELS =
            Pattern.compile("[a-z0-9_-]{1,63}+(?:\\.[a-z0-9_-]{1,63}+)*+");

    private Names() {}

    /// @return empty if that is not a domain, or an address literal
    static Optional<String> canonical(String text) {
        var name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        if (name.isEmpty() || name.length() > LONGEST || name.startsWith("[")) {
            return Optional.empty();
        }
        var lower = name.toLowerCase(Locale.ROOT);
        if (lower.chars().allMatch(c -> c < 128)) {
            return Optional.of(lower).filter(ascii -> LABELS.matcher(ascii).matches());
        }
        try {
            return Optional.of(Domain.parse(lower).name()).filter(a -> a.length() <= LONGEST);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Whether one name is another or below it.
    static boolean isWithin(String name, String parent) {
        return name.equals(parent) || name.endsWith("." + parent);
    }
}
