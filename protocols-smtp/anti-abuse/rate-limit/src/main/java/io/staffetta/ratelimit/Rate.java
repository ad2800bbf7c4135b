package io.staffetta.ratelimit;

import java.time.Duration;
import java.util.regex.Pattern;

/// So many in so long.
///
/// @param amount more than zero
/// @param period more than zero
record Rate(long amount, Duration period) {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,12})([KMG]?)/(\\d{0,6})(s|m|h|d)");
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final String WRONG =
            "rate '%s' is none: write it like 100/1h, 5/s or 500M/1d, for at most 366 days";

    Rate {
        if (amount < 1 || !period.isPositive() || period.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("no rate");
        }
        if (amount > period.toNanos()) {
            throw new IllegalArgumentException("more than one in a nanosecond");
        }
    }

    /// Parses `amount/period`, such as `100/1h`.
    ///
    /// @throws IllegalArgumentException with a line for the operator
    static Rate parse(String text) {
        var match = TEXT.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException(WRONG.formatted(text));
        }
        long amount = Long.parseLong(match.group(1));
        int shift = match.group(2).isEmpty() ? 0 : 10 * (1 + "KMG".indexOf(match.group(2)));
        long count = match.group(3).isEmpty() ? 1 : Long.parseLong(match.group(3));
        var unit =
                switch (match.group(4)) {
                    case "s" -> Duration.ofSeconds(1);
                    case "m" -> Duration.ofMinutes(1);
                    case "h" -> Duration.ofHours(1);
                    default -> Duration.ofDays(1);
                };
        try {
            return new Rate(Math.multiplyExact(amount, 1L << shift), unit.multipliedBy(count));
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw new IllegalArgumentException(WRONG.formatted(text), e);
        }
    }

    /// How long it takes to gain so many.
    Duration timeFor(double tokens) {
        double millis = Math.ceil(tokens * period.toMillis() / amount);
        return Duration.ofMillis((long) Math.min(millis, LONGEST.toMillis() * 1000.0));
    }

    /// How many are gained in a while.
    double gained(Duration time) {
        return time.isNegative() ? 0 : (double) amount * time.toMillis() / period.toMillis();
    }
}
