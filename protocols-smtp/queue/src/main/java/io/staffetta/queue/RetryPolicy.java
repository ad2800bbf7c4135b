package io.staffetta.queue;

import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.ReversePath;

import java.time.Duration;
import java.time.Instant;

/// When to try again, and when to give up.
///
/// @param min shortest wait
/// @param max longest wait
/// @param expiry age at which to give up
/// @param reportExpiry the same for the null reverse-path
record RetryPolicy(Duration min, Duration max, Duration expiry, Duration reportExpiry) {

    private static final double JITTER = 1.0 / 8;

    /// The next attempt: the wait is the message's age, but neither less than `min` nor more than
    /// `max`, and up to an eighth longer, so that messages that failed together part.
    ///
    /// @param random 0 to 1
    Instant next(Instant receivedAt, Instant now, double random) {
        return now.plus(jittered(clamped(Duration.between(receivedAt, now)), random));
    }

    /// The next attempt where only the operator can help: after the longest wait.
    Instant last(Instant now, double random) {
        return now.plus(jittered(max, random));
    }

    boolean isExpired(Envelope envelope, Instant now) {
        return Duration.between(envelope.receivedAt(), now).compareTo(lifetime(envelope)) >= 0;
    }

    Duration lifetime(Envelope envelope) {
        return switch (envelope.reversePath()) {
            case ReversePath.Null _ -> reportExpiry;
            case ReversePath.Sender _ -> expiry;
        };
    }

    /// When a message is given up.
    Instant until(Envelope envelope) {
        return envelope.receivedAt().plus(lifetime(envelope));
    }

    private Duration clamped(Duration age) {
        if (age.compareTo(min) < 0) {
            return min;
        }
        return age.compareTo(max) > 0 ? max : age;
    }

    private static Duration jittered(Duration wait, double random) {
        return wait.plusMillis((long) (wait.toMillis() * JITTER * random));
    }
}
