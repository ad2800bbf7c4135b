package io.staffetta.spf;

import java.util.Arrays;
import java.util.regex.Pattern;

/// Whether a domain can be asked for at all (RFC 7208 §4.3).
final class DomainCheck {

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private DomainCheck() {}

    /// Whether it is a name of several labels and not an address; without final dot.
    static boolean isSensible(String name) {
        var labels = name.split("\\.", -1);
        return name.length() <= 253
                && labels.length > 1
                && name.chars().allMatch(c -> c > ' ' && c < 127)
                && !name.startsWith("[")
                && !NUMBER.matcher(labels[labels.length - 1]).matches()
                && Arrays.stream(labels).allMatch(l -> !l.isEmpty() && l.length() <= 63);
    }
}
