package io.staffetta.kernel.net;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/// Keeps a flood of events from becoming a flood of log lines.
final class OncePerMinute {

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final AtomicLong count = new AtomicLong();
    private final AtomicLong last = new AtomicLong(System.nanoTime() - MINUTE);

    /// Counts an event.
    ///
    /// @param report called at most once a minute, with the number of events since the last call
    void happened(LongConsumer report) {
        count.incrementAndGet();
        long then = last.get();
        long now = System.nanoTime();
        if (now - then >= MINUTE && last.compareAndSet(then, now)) {
            report.accept(count.getAndSet(0));
        }
    }
}
