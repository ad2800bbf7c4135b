package io.staffetta.queue;

import io.staffetta.spi.queue.Outcome;

import java.time.Duration;
import java.time.Instant;

/// A next hop is down.
///
/// @param since when it was found out
/// @param tried when it was tried last
/// @param pause how long it is left alone after that, before jitter
/// @param until when it is tried next
/// @param error what the last attempt said
record Outage(Instant since, Instant tried, Duration pause, Instant until, Outcome.Deferred error) {

    private static final double JITTER = 1.0 / 8;

    /// @param random 0 to 1
    static Outage begin(Instant now, Duration pause, Outcome.Deferred error, double random) {
        return new Outage(now, now, pause, now.plus(jittered(pause, random)), error);
    }

    /// It was tried again in vain: it is left alone for twice the time, `most` at most.
    Outage again(Instant now, Duration most, Outcome.Deferred last, double random) {
        var doubled = pause.multipliedBy(2);
        var next = doubled.compareTo(most) > 0 ? most : doubled;
        return new Outage(since, now, next, now.plus(jittered(next, random)), last);
    }

    /// To be tried now.
    Outage due(Instant now) {
        return until.isAfter(now) ? new Outage(since, tried, pause, now, error) : this;
    }

    /// One line for those that wait.
    String detail() {
        return error.status() + " next hop is down since " + since + ": " + error.detail();
    }

    private static Duration jittered(Duration pause, double random) {
        return pause.plusMillis((long) (pause.toMillis() * JITTER * random));
    }
}
