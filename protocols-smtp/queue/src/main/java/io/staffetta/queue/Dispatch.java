package io.staffetta.queue;

import io.staffetta.queue.Lanes.Admission;
import io.staffetta.queue.Lanes.Blocked;
import io.staffetta.queue.Lanes.Run;
import io.staffetta.queue.Lanes.Wake;
import io.staffetta.queue.Schedule.Pick;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.spool.Spool;
import io.staffetta.spi.spool.SpoolId;
import io.staffetta.spi.spool.SpooledMessage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Handles messages that are due: plans, delivers, records. Whatever goes wrong on the way, the
/// message comes up again.
final class Dispatch {

    private static final Logger log = LoggerFactory.getLogger(Dispatch.class);

    /// Messages from the spool that are planned at once: hooks may take their time.
    private static final int PLANNERS = 32;

    private final Board board;
    private final Spool spool;
    private final Planner planner;
    private final Attempt attempt;
    private final Results results;
    private final Blocking blocking;
    private final InstantSource clock;
    private final RetryPolicy policy;

    /// Guarded by the crew's lock.
    private int planning;

    Dispatch(
            Board board,
            Spool spool,
            Planner planner,
            Attempt attempt,
            Results results,
            Blocking blocking,
            InstantSource clock,
            RetryPolicy policy) {
        this.board = board;
        this.spool = spool;
        this.planner = planner;
        this.attempt = attempt;
        this.results = results;
        this.blocking = blocking;
        this.clock = clock;
        this.policy = policy;
    }

    /// When [#beginDue] has something to begin. Needs the lock.
    Optional<Instant> nextDue() {
        var job = board.lanes().nextTime();
        var message = planning < PLANNERS ? board.schedule().nextDue() : Optional.<Instant>empty();
        return job.isPresent() && message.isPresent()
                ? job.filter(message.get()::isAfter).or(() -> message)
                : job.or(() -> message);
    }

    /// Begins everything that is due. Needs the lock.
    void beginDue() {
        var now = clock.instant();
        while (planning < PLANNERS) {
            var pick = board.schedule().takeDue(now);
            if (pick.isEmpty()) {
                break;
            }
            planning++;
            board.crew().work(() -> prepare(pick.get()));
        }
        beginJobs(Optional.empty());
    }

    /// Begins the jobs whose turn it is. Needs the lock.
    ///
    /// @param fresh a message whose jobs have not waited
    private void beginJobs(Optional<SpoolId> fresh) {
        var crew = board.crew();
        while (crew.isOpen()) {
            var next = board.lanes().next(clock.instant());
            if (next.isEmpty()) {
                break;
            }
            var waited = fresh.filter(next.get().job().id()::equals).isEmpty();
            crew.work(() -> work(next.get(), waited));
        }
        for (var wake : board.lanes().takeWoken()) {
            crew.work(() -> wake(wake));
        }
    }

    /// Looks at a message that is due.
    private void prepare(Pick pick) {
        try {
            var message = spool.find(pick.id());
            if (message.isEmpty()) {
                board.crew().locked(() -> board.schedule().forget(pick.id()));
            } else {
                prepare(pick, message.get());
            }
        } catch (RuntimeException | Error e) {
            giveBack(pick.id(), e);
        } finally {
            board.crew().locked(() -> planning--);
        }
    }

    /// Looks at a message that is at hand.
    void prepare(Pick pick, SpooledMessage message) {
        Plan plan;
        try {
            plan = planner.plan(message, pick, clock.instant());
        } catch (RuntimeException | Error e) {
            giveBack(pick.id(), e);
            return;
        }
        var down = new HashMap<Job, Outage>();
        boolean barred = board.crew().ask(() -> admit(message, plan, down));
        if (barred) {
            results.endings().endIfDue(pick.id());
            return;
        }
        if (!plan.unrouted().isEmpty()) {
            results.settle(message, "none", plan.unrouted());
        }
        down.forEach((job, outage) -> blocking.block(message, job, outage));
    }

    /// Whether the message must not be delivered any more.
    private boolean admit(SpooledMessage message, Plan plan, Map<Job, Outage> down) {
        var schedule = board.schedule();
        var id = message.id();
        if (message.hold().isPresent()) {
            schedule.holdTaken(id);
        }
        if (schedule.isBarred(id)) {
            schedule.prepared(id, List.of(), plan.due());
            return true;
        }
        schedule.prepared(id, plan.started(), plan.due());
        plan.lanes().forEach(schedule.destinations()::note);
        var now = clock.instant();
        for (var job : plan.jobs()) {
            switch (board.lanes().admit(job, now)) {
                case Admission.Waits _ -> {}
                case Admission.Down(var outage) -> down.put(job, outage);
                case Admission.Full _ ->
                        schedule.ended(
                                id,
                                job.recipients(),
                                List.of(),
                                Optional.of(now.plus(policy.max())));
            }
        }
        beginJobs(Optional.of(id));
        return false;
    }

    private void work(Run run, boolean waited) {
        var job = run.job();
        try {
            perform(run, waited);
        } catch (RuntimeException | Error e) {
            results.postpone(job.id(), job.recipients(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            try {
                settled(run, List.of());
            } finally {
                board.crew()
                        .locked(() -> {
                            board.lanes().ended(run, clock.instant());
                            beginJobs(Optional.empty());
                        });
            }
        }
    }

    private void perform(Run run, boolean waited) throws InterruptedException {
        var job = run.job();
        if (board.crew().ask(() -> isBarred(job))) {
            results.endings().endIfDue(job.id());
            return;
        }
        var found = job.message().or(() -> spool.find(job.id()));
        if (found.isEmpty()) {
            board.crew().locked(() -> board.schedule().forget(job.id()));
            return;
        }
        var message = found.get();
        var free = unsuspended(job, message);
        if (!free.isEmpty()) {
            var part = new Job(job.id(), job.via(), job.lane(), free, job.message());
            attempt.run(
                    part,
                    message,
                    waited,
                    board.crew(),
                    result -> {
                        if (!result.elsewhere().isEmpty()) {
                            results.ended(
                                    job.id(),
                                    result.elsewhere(),
                                    List.of(),
                                    Optional.of(clock.instant()));
                        }
                        results.settle(message, result.transport(), result.outcomes());
                        settled(run, result.given().values());
                    });
        }
    }

    /// Whether nothing of the message is to begin; then its recipients wait for the operator.
    private boolean isBarred(Job job) {
        if (!board.schedule().isBarred(job.id())) {
            return false;
        }
        board.schedule().ended(job.id(), job.recipients(), List.of(), Optional.empty());
        return true;
    }

    /// The recipients that may be delivered to; the others wait until they are resumed.
    private List<Integer> unsuspended(Job job, SpooledMessage message) {
        var suspensions = planner.suspensions();
        var before = suspensions.all();
        if (before.isEmpty()) {
            return job.recipients();
        }
        var free = new ArrayList<Integer>();
        var stopped = new ArrayList<Integer>();
        boolean nextHop = suspensions.reason(job.via().nextHop()).isPresent();
        for (int recipient : job.recipients()) {
            var domain = Newcomer.domain(message.envelope(), recipient);
            (nextHop || suspensions.reason(domain).isPresent() ? stopped : free).add(recipient);
        }
        if (!stopped.isEmpty()) {
            results.ended(job.id(), stopped, List.of(), Optional.empty());
            if (!suspensions.all().equals(before)) {
                // Whoever was resumed meanwhile was still busy.
                board.crew().locked(() -> board.schedule().look(job.id(), clock.instant()));
            }
        }
        return free;
    }

    private void settled(Run run, Collection<Outcome> outcomes) {
        var blocked =
                board.crew()
                        .ask(() -> {
                            var found = board.lanes().settled(run, outcomes, clock.instant());
                            found.ifPresent(_ ->
                                    board.lanes()
                                            .prune(run.job().lane(), board.schedule()::contains));
                            beginJobs(Optional.empty());
                            return found;
                        });
        blocked.ifPresent(jobs -> block(run.job().lane(), jobs));
    }

    private void block(LaneKey lane, Blocked blocked) {
        log.atInfo()
                .addKeyValue("destination", lane)
                .addKeyValue("deliveries", blocked.jobs().size())
                .addKeyValue("until", blocked.outage().until())
                .addKeyValue("detail", blocked.outage().error().detail())
                .log("next hop is down");
        for (var job : blocked.jobs()) {
            try {
                job.message()
                        .or(() -> spool.find(job.id()))
                        .ifPresentOrElse(
                                message -> blocking.block(message, job, blocked.outage()),
                                () -> board.crew().locked(() -> board.schedule().forget(job.id())));
            } catch (RuntimeException | Error e) {
                results.postpone(job.id(), job.recipients(), e);
            }
        }
    }

    private void wake(Wake wake) {
        if (wake.recovered()) {
            log.atInfo()
                    .addKeyValue("destination", wake.lane())
                    .addKeyValue("messages", wake.messages().size())
                    .log("next hop is reachable again");
        }
        board.inChunks(
                wake.messages().iterator(),
                message -> board.schedule().want(message, wake.lane(), clock.instant()));
    }

    /// After an error while a message was looked at.
    private void giveBack(SpoolId id, Throwable cause) {
        var due = clock.instant().plus(policy.min());
        board.crew().locked(() -> board.schedule().prepared(id, List.of(), Optional.of(due)));
        log.atError().addKeyValue("id", id).setCause(cause).log("message cannot be planned now");
        results.endings().endIfDue(id);
    }
}
