package io.staffetta.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that stands still until it is moved. Used by many threads.
public final class ManualClock extends Clock {

    private final AtomicReference<Instant> now;

    /// A clock that shows this time.
    public ManualClock(Instant now) {
        this.now = new AtomicReference<>(now);
    }

    /// Moves it.
    public void advance(Duration by) {
        now.updateAndGet(instant -> instant.plus(by));
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
