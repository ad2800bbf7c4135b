package io.staffetta.smtp.io;

import java.net.SocketTimeoutException;
import java.time.Duration;

/// A moment at which something must be over.
record Deadline(Time time, long nanos) {

    static Deadline in(Duration duration, Time time) {
        return new Deadline(time, time.nanos() + duration.toNanos());
    }

    /// The earlier of two.
    Deadline or(Deadline other) {
        return nanos - other.nanos < 0 ? this : other;
    }

    Deadline plus(Duration more) {
        return new Deadline(time, nanos + more.toNanos());
    }

    /// What is left, more than zero.
    Duration remaining() throws SocketTimeoutException {
        long left = nanos - time.nanos();
        if (left <= 0) {
            throw new SocketTimeoutException("too slow");
        }
        return Duration.ofNanos(left);
    }
}
