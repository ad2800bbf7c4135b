package io.staffetta.acme;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The machine's time, and more.
final class FakeClock implements InstantSource {

    private volatile Duration ahead = Duration.ZERO;

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead);
    }

    void advance(Duration duration) {
        ahead = ahead.plus(duration);
    }
}
