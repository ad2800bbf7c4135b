package io.staffetta.acme;

import java.time.Duration;

/// Waits that double with every failure, a fifth up or down by chance.
record Backoff(Duration min, Duration max) {

    private static final int MAX_DOUBLINGS = 30;

    /// @param failures in a row; at least 1
    /// @param chance from 0 to 1
    Duration after(int failures, double chance) {
        long factor = 1L << Math.min(failures - 1, MAX_DOUBLINGS);
        double millis =
                Math.min((double) min.toMillis() * (double) factor, (double) max.toMillis());
        return Duration.ofMillis((long) (millis * (0.8 + 0.4 * chance)));
    }
}
