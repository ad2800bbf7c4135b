package io.staffetta.smtp;

import io.staffetta.smtp.io.Time;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A clock that tests move.
public final class FakeTime implements Time {

    private long nanos;
    final List<Duration> pauses = new ArrayList<>();

    public void pass(Duration duration) {
        nanos += duration.toNanos();
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Instant now() {
        return Instant.parse("2026-11-22T21:45:00Z");
    }

    @Override
    public void pause(Duration duration) {
        pauses.add(duration);
        pass(duration);
    }
}
