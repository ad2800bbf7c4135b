package io.staffetta.testkit;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waits for what comes true without anybody being told.
public final class Await {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Await() {}

    /// Returns when a condition holds; asks again and again.
    ///
    /// @throws AssertionError if it does not within 30 seconds, or if the thread is interrupted
    public static void until(BooleanSupplier condition) {
        var start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > LIMIT.toNanos()) {
                throw new AssertionError("not within " + LIMIT.toSeconds() + " seconds");
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new AssertionError("interrupted");
            }
            Thread.onSpinWait();
        }
    }
}
