package io.staffetta.dkim;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Names as they are asked for: of signing domains and selectors, which people also write with an
/// underscore.
final class DnsName {

    private static final int MAX = 253;
    private static final Pattern LABELS =
            Pattern.compile("[a-z0-9_][a-z0-9_-]{0,62}(?:\\.[a-z0-9_][a-z0-9_-]{0,62})*+");

    private DnsName() {}

    /// The name in lower case with A-labels (RFC 8616 §4).
    static Optional<String> of(String text) {
        if (text.isEmpty() || text.length() > MAX) {
            return Optional.empty();
        }
        return ascii(text.toLowerCase(Locale.ROOT))
                .filter(name -> name.length() <= MAX && LABELS.matcher(name).matches());
    }

    /// Whether a name is another or lies below it.
    static boolean isWithin(String name, String other) {
        return name.equals(other) || name.endsWith("." + other);
    }

    /// The names a name lies below.
    static Stream<String> above(String name) {
        return IntStream.range(0, name.length())
                .filter(i -> name.charAt(i) == '.')
                .mapToObj(dot -> name.substring(dot + 1));
    }

    private static Optional<String> ascii(String text) {
        if (text.chars().allMatch(c -> c < 128)) {
            return Optional.of(text);
        }
        try {
            return Optional.of(IDN.toASCII(text).toLowerCase(Locale.ROOT));
        } catch (RuntimeException _) {
            return Optional.empty();
        }
    }
}
