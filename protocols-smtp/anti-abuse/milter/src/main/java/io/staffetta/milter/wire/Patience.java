package io.staffetta.milter.wire;

import java.time.Duration;

/// How long a call may still take in all, and how long one wait in it.
///
/// @param end of the call, by [System#nanoTime()]
/// @param each the longest wait
public record Patience(long end, Duration each) {

    /// Begins a call.
    ///
    /// @param total for the whole call
    /// @param each for each wait
    public static Patience of(Duration total, Duration each) {
        return new Patience(System.nanoTime() + total.toNanos(), each);
    }

    /// The same call with another longest wait.
    public Patience each(Duration other) {
        return new Patience(end, other);
    }

    /// When a wait that begins now ends.
    long deadline() {
        long now = System.nanoTime();
        return now + Math.min(each.toNanos(), end - now);
    }
}
