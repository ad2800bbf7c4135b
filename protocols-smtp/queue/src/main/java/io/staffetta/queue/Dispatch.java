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

    /// What a thread does next.
    ///
    /// @param run a job
    /// @param waited whether it waited since its way was chosen
    private record Turn(Run run, boolean waited) {}

    /// Begins the jobs whose turn it is. Needs the lock.
    ///
    /// @param fresh a message whose jobs have not waited
    private void beginJobs(Optional<SpoolId> fresh) {
        for (var turn = next(fresh); turn.isPresent(); turn = next(fresh)) {
            var begun = turn;
            board.crew().work(() -> work(begun));
        }
        for (var wake : board.lanes().takeWoken()) {
            board.crew().work(() -> wake(wake));
        }
    }

    /// Begins the jobs whose turn it is, but leaves one to this thread: it has nothing else to do,
    /// and to start another would cost more than all that the queue does for a job. Needs the lock.
    ///
    /// @param fresh a message whose jobs have not waited
    private Optional<Turn> takeJobs(Optional<SpoolId> fresh) {
        var own = next(fresh);
        beginJobs(fresh);
        return own;
    }

    private Optional<Turn> next(Optional<SpoolId> fresh) {
        return board.crew().isOpen()
                ? board.lanes()
                        .next(clock.instant())
                        .map(run -> new Turn(run, fresh.filter(run.job().id()::equals).isEmpty()))
                : Optional.empty();
    }

    /// Looks at a message that is due.
    private void prepare(Pick pick) {
        var turn = Optional.<Turn>empty();
        try {
            var message = spool.find(pick.id());
            if (message.isEmpty()) {
                board.crew().locked(() -> board.schedule().forget(pick.id()));
            } else {
                turn = plan(pick, message.get());
            }
        } catch (RuntimeException | Error e) {
            giveBack(pick.id(), e);
        } finally {
            board.crew().locked(() -> planning--);
        }
        work(turn);
    }

    /// Looks at a message that is at hand.
    void prepare(Pick pick, SpooledMessage message) {
        work(plan(pick, message));
    }

    /// @return a job for this thread
    private Optional<Turn> plan(Pick pick, SpooledMessage message) {
        Plan plan;
        try {
            plan = planner.plan(message, pick, clock.instant());
        } catch (RuntimeException | Error e) {
            giveBack(pick.id(), e);
            return Optional.empty();
        }
        var down = new HashMap<Job, Outage>();
        var admitted = board.crew().ask(() -> admit(message, plan, down));
        if (admitted.isBarred()) {
            results.endings().endIfDue(pick.id());
            return Optional.empty();
        }
        if (!plan.unrouted().isEmpty() || !down.isEmpty()) {
            // The job must not wait for that.
            admitted.turn().ifPresent(turn -> onAnother(Optional.of(turn)));
            results.settle(message, "none", plan.unrouted());
            down.forEach((job, outage) -> blocking.block(message, job, outage));
            return Optional.empty();
        }
        return admitted.turn();
    }

    private void onAnother(Optional<Turn> turn) {
        board.crew().locked(() -> board.crew().work(() -> work(turn)));
    }

    /// @param isBarred whether the message must not be delivered any more
    /// @param turn a job for this thread
    private record Admitted(boolean isBarred, Optional<Turn> turn) {}

    private Admitted admit(SpooledMessage message, Plan plan, Map<Job, Outage> down) {
        var schedule = board.schedule();
        var id = message.id();
        if (message.hold().isPresent()) {
            schedule.holdTaken(id);
        }
        if (schedule.isBarred(id)) {
            schedule.prepared(id, List.of(), plan.due());
            return new Admitted(true, Optional.empty());
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
        return new Admitted(false, takeJobs(Optional.of(id)));
    }

    /// Does a job, and then whatever comes after it until there is nothing.
    private void work(Optional<Turn> first) {
        for (var turn = first; turn.isPresent(); ) {
            turn = work(turn.get().run(), turn.get().waited());
        }
    }

    private Optional<Turn> work(Run run, boolean waited) {
        var job = run.job();
        var after = Optional.<Turn>empty();
        try {
            perform(run, waited);
        } catch (RuntimeException | Error e) {
            results.postpone(job.id(), job.recipients(), e);
        } finally {
            after =
                    board.crew()
                            .ask(() -> {
                                var now = clock.instant();
                                // For one that was not even tried.
                                board.lanes().settled(run, List.of(), now);
                                board.lanes().ended(run, now);
                                return takeJobs(Optional.empty());
                            });
        }
        return after;
    }

    private void perform(Run run, boolean waited) {
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
