package io.staffetta.queue;

import io.staffetta.spi.spool.SpoolId;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;

/// What is known of one next hop, and what waits for it. Kept by [Lanes].
final class Lane {

    /// No delivery of that number.
    static final long NO_PROBE = -1;

    private static final int FEW_BLOCKED = 1000;

    final LaneKey key;
    final Window window;
    final Optional<Pace> pace;
    final PriorityQueue<Waiting> waiting =
            new PriorityQueue<>(
                    Comparator.comparingLong(Waiting::turn).thenComparingLong(Waiting::number));

    /// Recipients of the jobs that wait.
    int waitingRecipients;

    /// Messages that found the lane full, and how many recipients they have for it; once each,
    /// however often they do.
    final SequencedMap<SpoolId, Integer> parked = new LinkedHashMap<>();

    /// Messages that were put off because of the outage.
    Set<SpoolId> blocked = new HashSet<>();

    Optional<Outage> outage = Optional.empty();

    /// How many of them there were when it was last looked which of them are gone.
    private int blockedOnce;

    /// Deliveries in a row that did not reach the next hop.
    int failures;

    /// Deliveries whose transport has not returned.
    int running;

    /// The delivery that tries whether the outage is over.
    long probe = NO_PROBE;

    /// Not before this turn.
    long nextTurn;

    /// Its place among those that may go on, or when it may.
    Place place = Place.NOWHERE;

    /// A job that waits.
    ///
    /// @param turn the lower the sooner
    /// @param number the lower the sooner, among those with the same turn
    record Waiting(Job job, long turn, long number) {}

    /// Where [Lanes] keeps a lane.
    ///
    /// @param turn of those that are ready
    /// @param number of the job that is next
    /// @param time of those that wait for their rate
    record Place(Kind kind, long turn, long number, Instant time) {

        static final Place NOWHERE = new Place(Kind.NONE, 0, 0, Instant.EPOCH);

        enum Kind {
            NONE,
            READY,
            TIMED
        }
    }

    Lane(LaneKey key, Window window, Optional<Pace> pace) {
        this.key = key;
        this.window = window;
        this.pace = pace;
    }

    /// Forgets blocked messages that are gone, once they may be many.
    void prune(Predicate<SpoolId> known) {
        if (blocked.size() > 2 * blockedOnce + FEW_BLOCKED) {
            blocked.removeIf(known.negate());
            blockedOnce = blocked.size();
        }
    }

    boolean isIdle() {
        return running == 0 && waiting.isEmpty() && parked.isEmpty();
    }

    /// Whether a new lane would do as well.
    boolean isForgettable(Instant now) {
        return outage.isEmpty()
                && failures == 0
                && window.isInitial()
                && pace.map(past -> past.isUnused(now)).orElse(true);
    }

    /// Where it belongs now.
    Place placeAt(Instant now) {
        var head = waiting.peek();
        if (head == null || !mayBegin(now)) {
            return Place.NOWHERE;
        }
        var time = pace.map(past -> past.next(now)).orElse(now);
        return time.isAfter(now)
                ? new Place(Place.Kind.TIMED, 0, head.number(), time)
                : new Place(
                        Place.Kind.READY,
                        Math.max(head.turn(), nextTurn),
                        head.number(),
                        Instant.EPOCH);
    }

    private boolean mayBegin(Instant now) {
        return outage.map(down -> probe == NO_PROBE && !down.until().isAfter(now))
                .orElse(running < window.size());
    }
}
