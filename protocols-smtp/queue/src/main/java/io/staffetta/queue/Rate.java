package io.staffetta.queue;

import java.time.Duration;
import java.util.regex.Pattern;

/// How many deliveries may begin in a time, in every span of that length.
///
/// @param count 1 to 10000
/// @param per more than zero
record Rate(int count, Duration per) {

    private static final int MOST = 10_000;
    private static final Pattern FORM = Pattern.compile("(\\d{1,5})/(\\d{0,5})(s|m|h|d)");

    /// Parses a text such as `100/1m`, `5/s` or `1000/12h`.
    ///
    /// @throws IllegalArgumentException if it is something else
    static Rate parse(String text) {
        var match = FORM.matcher(text.strip());
        if (!match.matches()) {
            throw new IllegalArgumentException("rate: write it like 100/1m, not " + text.strip());
        }
        int count = Integer.parseInt(match.group(1));
        long units = match.group(2).isEmpty() ? 1 : Long.parseLong(match.group(2));
        if (count < 1 || count > MOST || units < 1) {
            throw new IllegalArgumentException("rate: 1 to " + MOST + " in a time, not " + text);
        }
        return new Rate(count, unit(match.group(3)).multipliedBy(units));
    }

    private static Duration unit(String letter) {
        return switch (letter) {
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            default -> Duration.ofDays(1);
        };
    }
}
