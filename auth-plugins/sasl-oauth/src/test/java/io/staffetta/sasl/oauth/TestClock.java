package io.staffetta.sasl.oauth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;

/// A clock that goes when it is told to.
final class TestClock implements InstantSource {

    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private volatile Instant now = START;

    static Date date(long secondsFromStart) {
        return Date.from(START.plusSeconds(secondsFromStart));
    }

    @Override
    public Instant instant() {
        return now;
    }

    void pass(String duration) {
        now = now.plus(Duration.parse(duration));
    }
}
