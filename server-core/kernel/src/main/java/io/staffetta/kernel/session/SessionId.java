package io.staffetta.kernel.session;

import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/// Makes names of sessions: the time, so that they sort, and chance, so that they differ.
final class SessionId {

    private static final long CHANCES = 36L * 36 * 36 * 36 * 36 * 36;

    private SessionId() {}

    /// Fifteen letters and digits.
    static String next(Instant now) {
        return padded(now.toEpochMilli(), 9)
                + padded(ThreadLocalRandom.current().nextLong(CHANCES), 6);
    }

    private static String padded(long value, int width) {
        var digits = Long.toString(value, Character.MAX_RADIX);
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }
}
