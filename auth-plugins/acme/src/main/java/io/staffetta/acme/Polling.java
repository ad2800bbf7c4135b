package io.staffetta.acme;

import org.shredzone.acme4j.PollableResource;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.exception.AcmeException;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/// Waits until the authority has done something.
///
/// @param interval between two questions, unless the authority asks for a longer one
/// @param until by [System#nanoTime]
record Polling(Duration interval, long until, Stop stop) {

    /// States in which a resource goes on by itself.
    private static final Set<Status> UNDER_WAY = Set.of(Status.PENDING, Status.PROCESSING);

    static Polling within(Duration deadline, Duration interval, Stop stop) {
        return new Polling(interval, System.nanoTime() + deadline.toNanos(), stop);
    }

    /// Waits until an order can be completed, or is.
    Status settled(PollableResource resource, String what)
            throws AcmeException, InterruptedException, OrderFailure {
        return outOf(UNDER_WAY, resource, what);
    }

    /// Waits until a resource has left these states.
    Status outOf(Set<Status> states, PollableResource resource, String what)
            throws AcmeException, InterruptedException, OrderFailure {
        while (true) {
            var retryAfter = resource.fetch();
            if (!states.contains(resource.getStatus())) {
                return resource.getStatus();
            }
            var asked =
                    retryAfter
                            .map(when -> Duration.between(Instant.now(), when))
                            .filter(wait -> wait.compareTo(interval) > 0)
                            .orElse(interval);
            pause(asked, what);
        }
    }

    /// @throws OrderFailure if the deadline comes first
    void pause(Duration duration, String what) throws InterruptedException, OrderFailure {
        long left = until - System.nanoTime();
        if (left < duration.toNanos()) {
            stop.pause(Duration.ofNanos(Math.max(0, left)));
            throw OrderFailure.late(what);
        }
        stop.pause(duration);
    }
}
