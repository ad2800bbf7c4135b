package io.staffetta.queue;

import java.time.Instant;
import java.util.Arrays;

/// Keeps to a [Rate]: remembers when the last deliveries began. Not thread-safe.
final class Pace {

    private static final int FEW = 16;

    private final Rate rate;

    /// Grows as it is needed: many next hops that are hardly used may have a high rate.
    private long[] begun;

    private int oldest;
    private int count;

    Pace(Rate rate) {
        this.rate = rate;
        this.begun = new long[Math.min(rate.count(), FEW)];
    }

    /// When the next delivery may begin; not after `now` if it may at once.
    Instant next(Instant now) {
        if (count > 0 && newest() > now.toEpochMilli() + 1) {
            // The clock was set back: what is remembered says nothing any more.
            count = 0;
        }
        return count < rate.count() ? now : Instant.ofEpochMilli(begun[oldest]).plus(rate.per());
    }

    /// A delivery begins.
    void begin(Instant now) {
        // Rounded up: no span of the time sees more than the rate.
        long at = now.plusNanos(999_999).toEpochMilli();
        if (count == begun.length && count < rate.count()) {
            // Nothing was overwritten yet: the oldest is the first.
            begun = Arrays.copyOf(begun, Math.min(2 * count, rate.count()));
        }
        if (count < begun.length) {
            begun[(oldest + count++) % begun.length] = at;
        } else {
            begun[oldest] = at;
            oldest = (oldest + 1) % begun.length;
        }
    }

    /// Whether what is remembered no longer matters.
    boolean isUnused(Instant now) {
        return count == 0 || !Instant.ofEpochMilli(newest()).plus(rate.per()).isAfter(now);
    }

    private long newest() {
        return begun[(oldest + count - 1) % begun.length];
    }
}
