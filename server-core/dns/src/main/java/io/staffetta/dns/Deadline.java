package io.staffetta.dns;

import java.net.SocketTimeoutException;
import java.time.Duration;

/// When something must be over.
///
/// @param end as [System#nanoTime()] tells it
public record Deadline(long end) {

    /// As long from now.
    public static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /// This one, or one in that time if it is sooner.
    public Deadline orIn(Duration time) {
        long nanos = time.toNanos();
        return nanos < nanosLeft() ? new Deadline(System.nanoTime() + nanos) : this;
    }

    /// Whether so little is left that no socket can wait for it.
    public boolean isOver() {
        return nanosLeft() < 1_000_000;
    }

    /// Nanoseconds until then; negative afterwards.
    public long nanosLeft() {
        return end - System.nanoTime();
    }

    /// For a socket; never the 0 that means "for ever".
    ///
    /// @throws SocketTimeoutException if it is over
    public int millisLeft() throws SocketTimeoutException {
        long nanos = nanosLeft();
        if (nanos <= 0) {
            throw new SocketTimeoutException("timed out");
        }
        return Math.clamp((nanos + 999_999) / 1_000_000, 1, Integer.MAX_VALUE);
    }
}
