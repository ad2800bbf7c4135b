package io.staffetta.queue;

import io.staffetta.queue.Schedule.Pick;
import io.staffetta.spi.queue.Routes;
import io.staffetta.spi.spool.Spool;
import io.staffetta.spi.spool.SpoolId;
import io.staffetta.spi.spool.SpooledMessage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Handles messages that are due: plans, delivers, records. Whatever goes wrong on the way, the
/// message comes up again.
final class Dispatch {

    private static final Logger log = LoggerFactory.getLogger(Dispatch.class);

    private final Spool spool;
    private final Routes routes;
    private final Attempt attempt;
    private final Settlement settlement;
    private final Crew crew;
    private final Schedule schedule;
    private final Lanes lanes;
    private final InstantSource clock;
    private final Duration retryMin;
    private final Consumer<SpooledMessage> reports;

    /// @param schedule guarded by the crew's lock
    /// @param lanes guarded by the crew's lock
    /// @param retryMin wait after an error of our own
    /// @param reports takes messages that were made here
    Dispatch(
            Spool spool,
            Routes routes,
            Attempt attempt,
            Settlement settlement,
            Crew crew,
            Schedule schedule,
            Lanes lanes,
            InstantSource clock,
            Duration retryMin,
            Consumer<SpooledMessage> reports) {
        this.spool = spool;
        this.routes = routes;
        this.attempt = attempt;
        this.settlement = settlement;
        this.crew = crew;
        this.schedule = schedule;
        this.lanes = lanes;
        this.clock = clock;
        this.retryMin = retryMin;
        this.reports = reports;
    }

    /// Looks at a message that is due.
    void prepare(Pick pick) {
        try {
            var message = spool.find(pick.id());
            if (message.isEmpty()) {
                crew.locked(() -> schedule.forget(pick.id()));
            } else {
                prepare(pick, message.get());
            }
        } catch (RuntimeException | Error e) {
            giveBack(pick.id(), e);
        }
    }

    /// Looks at a message that is at hand.
    void prepare(Pick pick, SpooledMessage message) {
        if (message.hold().isPresent()) {
            crew.locked(() -> schedule.prepared(pick.id(), List.of(), Optional.empty()));
            return;
        }
        Plan plan;
        try {
            plan = Plan.of(message, pick, routes, clock.instant());
        } catch (RuntimeException | Error e) {
            giveBack(pick.id(), e);
            return;
        }
        crew.locked(() -> {
            schedule.prepared(pick.id(), plan.started(), plan.due());
            for (var job : plan.jobs()) {
                if (lanes.admit(job)) {
                    crew.work(() -> work(job));
                }
            }
        });
        if (!plan.unrouted().isEmpty()) {
            settle(message, new Attempt.Result("none", plan.unrouted(), List.of()));
        }
    }

    /// Does a job, and then those that wait for its place.
    private void work(Job first) {
        var next = Optional.of(first);
        while (next.isPresent()) {
            var job = next.get();
            perform(job);
            next =
                    crew.ask(() ->
                            crew.isOpen() ? lanes.release(job.lane()) : Optional.<Job>empty());
        }
    }

    private void perform(Job job) {
        try {
            var message = job.message().or(() -> spool.find(job.id()));
            if (message.isEmpty()) {
                crew.locked(() -> schedule.forget(job.id()));
            } else if (message.get().hold().isPresent()) {
                ended(job.id(), job.recipients(), 0, Optional.empty());
            } else {
                attempt.run(job, message.get(), crew, result -> settle(message.get(), result));
            }
        } catch (RuntimeException | Error e) {
            postpone(job.id(), job.recipients(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void settle(SpooledMessage message, Attempt.Result result) {
        if (!result.elsewhere().isEmpty()) {
            ended(message.id(), result.elsewhere(), 0, Optional.of(clock.instant()));
        }
        if (result.outcomes().isEmpty()) {
            return;
        }
        var recipients = result.outcomes().keySet();
        try {
            var settled = settlement.settle(message, result.transport(), result.outcomes());
            ended(message.id(), recipients, settled.done(), settled.due());
            settled.reports().forEach(reports);
        } catch (RuntimeException | Error e) {
            postpone(message.id(), recipients, e);
        }
    }

    /// After an error while a message was looked at.
    private void giveBack(SpoolId id, Throwable cause) {
        crew.locked(() -> schedule.prepared(id, List.of(), soon(id, cause)));
    }

    /// After an error while a message was delivered.
    private void postpone(SpoolId id, Collection<Integer> recipients, Throwable cause) {
        ended(id, recipients, 0, soon(id, cause));
    }

    private Optional<Instant> soon(SpoolId id, Throwable cause) {
        log.atError().addKeyValue("id", id).setCause(cause).log("message cannot be handled now");
        return Optional.of(clock.instant().plus(retryMin));
    }

    private void ended(
            SpoolId id, Collection<Integer> recipients, int done, Optional<Instant> due) {
        crew.locked(() -> schedule.ended(id, recipients, done, due));
    }
}
