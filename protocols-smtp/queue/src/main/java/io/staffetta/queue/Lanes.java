package io.staffetta.queue;

import io.staffetta.queue.Lane.Waiting;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.spool.SpoolId;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/// Decides which job runs next. Every next hop has a lane with a concurrency of its own that grows
/// and shrinks with what its deliveries say ([Window]), with an outage once it cannot be reached
/// ([Outage]), and perhaps with a rate ([Pace]). All lanes share a number of deliveries.
///
/// Both messages and lanes take turns. A turn is a number, the lower the sooner. A job gets the
/// turn that is on, or one stride after the job before it of the same message; and a lane has to
/// wait one stride after each job. So neither a message with many recipients nor a lane with many
/// messages keeps a newcomer waiting; and since the turn moves on with each job that begins, no
/// newcomers keep those waiting for ever.
///
/// Not thread-safe, reads no clock.
final class Lanes {

    private static final long STRIDE = 64;
    private static final int MOST_IDLE = 10_000;

    /// Recipients that may wait for a lane, for each job that may: as many as [Schedule] allows, so
    /// that no lane keeps all others waiting.
    private static final int RECIPIENTS = Schedule.RECIPIENTS;

    /// Recipients of messages that wait in memory, so that a burst is not read from disk again.
    private static final int MOST_AT_HAND = 10_000;

    private final LaneRules rules;
    private final int maxDeliveries;
    private final int mostWaiting;
    private final int mostRecipients;
    private final int atHand;
    private final int outageAfter;
    private final RetryPolicy policy;
    private final RandomGenerator random;

    private final Map<LaneKey, Lane> lanes = new HashMap<>();
    private final Map<LaneKey, Instant> idle = new LinkedHashMap<>();
    private final TreeSet<Lane> ready =
            new TreeSet<>(
                    Comparator.<Lane>comparingLong(lane -> lane.place.turn())
                            .thenComparingLong(lane -> lane.place.number()));
    private final TreeSet<Lane> timed =
            new TreeSet<>(
                    Comparator.<Lane, Instant>comparing(lane -> lane.place.time())
                            .thenComparingLong(lane -> lane.place.number()));
    private final Map<SpoolId, Queued> queued = new HashMap<>();
    private final Set<Long> unsettled = new HashSet<>();
    private final List<Wake> woken = new ArrayList<>();
    private long recipientsAtHand;
    private long turn;
    private long lastNumber;

    Lanes(QueueSettings settings, LaneRules rules, RandomGenerator random) {
        this.rules = rules;
        this.maxDeliveries = settings.maxDeliveries();
        this.mostWaiting = Math.max(1, settings.active() / 4);
        this.mostRecipients = (int) Math.min((long) mostWaiting * RECIPIENTS, Integer.MAX_VALUE);
        this.atHand = settings.concurrency();
        this.outageAfter = settings.outageAfter();
        this.policy = settings.retryPolicy();
        this.random = random;
    }

    /// What becomes of a job that wants to run.
    sealed interface Admission {
        /// It waits for its turn.
        record Waits() implements Admission {}

        /// Too many wait already; the message is woken when there is room.
        record Full() implements Admission {}

        /// Its next hop is down; the message is woken when that is over.
        record Down(Outage outage) implements Admission {}
    }

    /// A job that runs.
    ///
    /// @param number tells it from all others
    record Run(Job job, long number) {}

    /// A next hop was found down, perhaps once more.
    ///
    /// @param jobs that must not run because of that
    record Blocked(List<Job> jobs, Outage outage) {}

    /// Messages whose recipients on a lane are due.
    ///
    /// @param recovered whether the next hop was down until now
    record Wake(LaneKey lane, Collection<SpoolId> messages, boolean recovered) {}

    /// The jobs of a message that wait.
    private record Queued(int jobs, long lastTurn) {}

    /// A job wants to run.
    Admission admit(Job job, Instant now) {
        var lane = lanes.computeIfAbsent(job.lane(), rules::create);
        idle.remove(lane.key);
        var down = lane.outage.filter(outage -> outage.until().isAfter(now));
        if (down.isPresent()) {
            lane.blocked.add(job.id());
            rest(lane, now);
            return new Admission.Down(down.get());
        }
        int recipients = job.recipients().size();
        if (!lane.waiting.isEmpty()
                && (lane.waiting.size() >= mostWaiting
                        || lane.waitingRecipients + recipients > mostRecipients)) {
            lane.parked.put(job.id(), recipients);
            return new Admission.Full();
        }
        var before = queued.get(job.id());
        long own = before == null ? turn : Math.max(turn, before.lastTurn() + STRIDE);
        queued.put(job.id(), new Queued(before == null ? 1 : before.jobs() + 1, own));
        boolean isNext = lane.waiting.size() < atHand || recipientsAtHand < MOST_AT_HAND;
        var kept = isNext ? job : job.withoutMessage();
        recipientsAtHand += recipientsAtHand(kept);
        lane.waiting.add(new Waiting(kept, own, ++lastNumber));
        lane.waitingRecipients += recipients;
        move(lane, now);
        return new Admission.Waits();
    }

    /// The job that may begin now, if there is one.
    Optional<Run> next(Instant now) {
        while (!timed.isEmpty() && !timed.first().place.time().isAfter(now)) {
            move(timed.first(), now);
        }
        if (unsettled.size() >= maxDeliveries || ready.isEmpty()) {
            return Optional.empty();
        }
        var lane = ready.first();
        var job = lane.waiting.remove().job();
        lane.waitingRecipients -= job.recipients().size();
        left(job);
        long number = ++lastNumber;
        unsettled.add(number);
        lane.running++;
        lane.pace.ifPresent(pace -> pace.begin(now));
        if (lane.outage.isPresent()) {
            lane.probe = number;
        }
        turn = Math.max(turn + 1, lane.place.turn());
        lane.nextTurn = turn + STRIDE;
        unpark(lane);
        move(lane, now);
        return Optional.of(new Run(job, number));
    }

    /// When a job may begin that waits for nothing but the time.
    Optional<Instant> nextTime() {
        return timed.isEmpty() ? Optional.empty() : Optional.of(timed.first().place.time());
    }

    /// A job has its result, though its transport may not have returned; only the first call for a
    /// job counts.
    ///
    /// @param outcomes as the transport gave them; none if it was not called
    /// @return what that means for others, if the next hop was found down
    Optional<Blocked> settled(Run run, Collection<Outcome> outcomes, Instant now) {
        var lane = lanes.get(run.job().lane());
        if (!unsettled.remove(run.number()) || lane == null) {
            return Optional.empty();
        }
        boolean isProbe = lane.probe == run.number();
        if (isProbe) {
            lane.probe = Lane.NO_PROBE;
        }
        var blocked = Optional.<Blocked>empty();
        switch (Feedback.of(outcomes)) {
            case REACHED -> {
                lane.failures = 0;
                lane.window.reached(lane.running);
                recover(lane);
            }
            case UNREACHABLE -> {
                lane.failures++;
                lane.window.unreachable();
                blocked = unreachable(lane, isProbe, error(outcomes), now);
            }
            case NEUTRAL -> {
                if (isProbe) {
                    recover(lane);
                }
            }
            case UNTRIED -> {}
        }
        move(lane, now);
        return blocked;
    }

    /// The transport of a job has returned.
    void ended(Run run, Instant now) {
        var lane = lanes.get(run.job().lane());
        if (lane != null) {
            lane.running--;
            move(lane, now);
            rest(lane, now);
        }
    }

    /// Takes back what has not begun of a message.
    List<Job> withdraw(SpoolId id, Instant now) {
        if (!queued.containsKey(id)) {
            return List.of();
        }
        var jobs = new ArrayList<Job>();
        for (var lane : List.copyOf(lanes.values())) {
            var own =
                    lane.waiting.stream().filter(waiting -> waiting.job().id().equals(id)).toList();
            if (!own.isEmpty()) {
                lane.waiting.removeAll(own);
                for (var waiting : own) {
                    lane.waitingRecipients -= waiting.job().recipients().size();
                    left(waiting.job());
                    jobs.add(waiting.job());
                }
                unpark(lane);
                move(lane, now);
                rest(lane, now);
            }
        }
        return jobs;
    }

    /// Messages that are to be looked at again; each is told once.
    List<Wake> takeWoken() {
        var all = List.copyOf(woken);
        woken.clear();
        return all;
    }

    /// Next hops that are down are tried as soon as there is mail for them.
    void probe(Collection<LaneKey> which, Instant now) {
        which.forEach(key -> probe(lanes.get(key), now));
    }

    /// The same for all.
    void probeAll(Instant now) {
        lanes.values().forEach(lane -> probe(lane, now));
    }

    private void probe(@Nullable Lane lane, Instant now) {
        if (lane != null && lane.outage.isPresent()) {
            lane.outage = lane.outage.map(outage -> outage.due(now));
            move(lane, now);
        }
    }

    /// Forgets blocked messages that are gone, now and then: a next hop may be down for ever.
    void prune(LaneKey key, Predicate<SpoolId> known) {
        var lane = lanes.get(key);
        if (lane != null) {
            lane.prune(known);
        }
    }

    /// Whether a next hop is down.
    Optional<Outage> outage(LaneKey key) {
        return Optional.ofNullable(lanes.get(key)).flatMap(lane -> lane.outage);
    }

    /// How many next hops are down.
    int down() {
        return (int) lanes.values().stream().filter(lane -> lane.outage.isPresent()).count();
    }

    /// How many lanes are remembered.
    int size() {
        return lanes.size();
    }

    /// Recipients of the messages that wait in memory; one of two jobs counts twice.
    long recipientsAtHand() {
        return recipientsAtHand;
    }

    private Optional<Blocked> unreachable(
            Lane lane, boolean isProbe, Outcome.Deferred error, Instant now) {
        var before = lane.outage;
        if (before.isPresent() && !isProbe) {
            return Optional.empty();
        }
        if (before.isEmpty() && lane.failures < outageAfter) {
            return Optional.empty();
        }
        double chance = random.nextDouble();
        var outage =
                before.map(past -> past.again(now, policy.max(), error, chance))
                        .orElseGet(() -> Outage.begin(now, policy.min(), error, chance));
        lane.outage = Optional.of(outage);
        var jobs = lane.waiting.stream().map(Waiting::job).toList();
        lane.waiting.clear();
        lane.waitingRecipients = 0;
        jobs.forEach(job -> {
            left(job);
            lane.blocked.add(job.id());
        });
        wake(lane, List.copyOf(lane.parked.keySet()), false);
        lane.parked.clear();
        return Optional.of(new Blocked(jobs, outage));
    }

    private void recover(Lane lane) {
        if (lane.outage.isPresent()) {
            lane.outage = Optional.empty();
            lane.failures = 0;
            lane.probe = Lane.NO_PROBE;
            lane.window.reset();
            wake(lane, lane.blocked, true);
            lane.blocked = new HashSet<>();
        }
    }

    /// As many as find room, once there is much.
    private void unpark(Lane lane) {
        if (lane.parked.isEmpty()
                || lane.waiting.size() > mostWaiting / 2
                || lane.waitingRecipients > mostRecipients / 2) {
            return;
        }
        var messages = new ArrayList<SpoolId>();
        int room = mostWaiting - lane.waiting.size();
        int recipients = mostRecipients - lane.waitingRecipients;
        while (room > 0 && recipients > 0 && !lane.parked.isEmpty()) {
            var parked = lane.parked.sequencedEntrySet().removeFirst();
            messages.add(parked.getKey());
            room--;
            recipients -= parked.getValue();
        }
        wake(lane, messages, false);
    }

    private void wake(Lane lane, Collection<SpoolId> messages, boolean recovered) {
        if (recovered || !messages.isEmpty()) {
            woken.add(new Wake(lane.key, messages, recovered));
        }
    }

    private static int recipientsAtHand(Job job) {
        return job.message().map(message -> message.progress().size()).orElse(0);
    }

    private void left(Job job) {
        recipientsAtHand -= recipientsAtHand(job);
        queued.computeIfPresent(
                job.id(),
                (_, before) ->
                        before.jobs() == 1
                                ? null
                                : new Queued(before.jobs() - 1, before.lastTurn()));
    }

    /// Puts a lane where it belongs now.
    private void move(Lane lane, Instant now) {
        switch (lane.place.kind()) {
            case READY -> ready.remove(lane);
            case TIMED -> timed.remove(lane);
            case NONE -> {}
        }
        lane.place = lane.placeAt(now);
        switch (lane.place.kind()) {
            case READY -> ready.add(lane);
            case TIMED -> timed.add(lane);
            case NONE -> {}
        }
    }

    /// Forgets a lane nobody uses: at once if there is nothing to remember, else after a time.
    private void rest(Lane lane, Instant now) {
        if (!lane.isIdle()) {
            return;
        }
        if (lane.isForgettable(now)) {
            lanes.remove(lane.key);
        } else {
            idle.put(lane.key, now);
        }
        var oldest = now.minus(longest());
        while (!idle.isEmpty()) {
            var eldest = idle.entrySet().iterator().next();
            if (idle.size() <= MOST_IDLE && !eldest.getValue().isBefore(oldest)) {
                return;
            }
            lanes.remove(eldest.getKey());
            idle.remove(eldest.getKey());
        }
    }

    /// After this time everything that waits has come up again.
    private Duration longest() {
        return policy.max().multipliedBy(2);
    }

    private static Outcome.Deferred error(Collection<Outcome> outcomes) {
        return outcomes.stream()
                .filter(Feedback::isUnreachable)
                .map(Outcome.Deferred.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
