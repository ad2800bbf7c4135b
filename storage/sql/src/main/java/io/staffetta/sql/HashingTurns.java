package io.staffetta.sql;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Limits how much is hashed at once: each hash takes megabytes and a whole processor.
final class HashingTurns {

    private final Semaphore slots;
    private final Duration wait;

    HashingTurns(int concurrency, Duration wait) {
        slots = new Semaphore(concurrency, true);
        this.wait = wait;
    }

    /// Does the work when it is its turn.
    ///
    /// @throws java.io.UncheckedIOException if its turn does not come in time
    <T> T take(Supplier<T> work) {
        try {
            if (!slots.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                throw DatabaseFault.unavailable("too many passwords are being checked");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw DatabaseFault.unavailable("interrupted while waiting to check a password");
        }
        try {
            return work.get();
        } finally {
            slots.release();
        }
    }

    /// Does work that another time will do for as well: not while all turns are taken or waited
    /// for.
    ///
    /// @return empty if it was not done
    <T> Optional<T> takeIfIdle(Supplier<T> work) {
        if (slots.hasQueuedThreads() || !slots.tryAcquire()) {
            return Optional.empty();
        }
        try {
            return Optional.of(work.get());
        } finally {
            slots.release();
        }
    }
}
