package io.staffetta.smtp.io;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;

/// The clock of a conversation, so that tests can have their own.
public interface Time {

    /// The time of the machine.
    Time SYSTEM =
            new Time() {
                @Override
                public long nanos() {
                    return System.nanoTime();
                }

                @Override
                public Instant now() {
                    return Instant.now();
                }

                @Override
                public void pause(Duration duration) throws InterruptedIOException {
                    try {
                        Thread.sleep(duration);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new InterruptedIOException("interrupted");
                    }
                }
            };

    /// A clock that only runs forward, as [System#nanoTime()].
    long nanos();

    /// The time of day.
    Instant now();

    /// Waits.
    void pause(Duration duration) throws InterruptedIOException;
}
