package io.staffetta.queue;

import io.staffetta.queue.Schedule.Pick;
import io.staffetta.spi.directory.Directory;
import io.staffetta.spi.host.Meters;
import io.staffetta.spi.host.Server;
import io.staffetta.spi.queue.MailQueue;
import io.staffetta.spi.queue.Routes;
import io.staffetta.spi.spool.Spool;
import io.staffetta.spi.spool.SpoolId;
import io.staffetta.spi.spool.SpooledMessage;

import jakarta.inject.Inject;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// The queue. Every message it knows is in the spool; in memory it keeps when to look at which
/// ([Schedule]) and what waits for its turn ([Lanes]).
///
/// A message that is new or due is looked at once ([Plan]): its recipients are grouped by the way
/// they go, and each group is a [Job] of its own. So recipients of one message that go different
/// ways never wait for each other.
public final class StandardQueue implements MailQueue {

    private static final Logger log = LoggerFactory.getLogger(StandardQueue.class);

    private final QueueSettings settings;
    private final Spool spool;
    private final Routes routes;
    private final InstantSource clock;
    private final QueueMeters meters;
    private final Attempt attempt;
    private final Settlement settlement;
    private final Crew crew;

    /// Guarded by the crew's lock.
    private final Schedule schedule = new Schedule();

    /// Guarded by the crew's lock.
    private final Lanes lanes;

    @Inject
    public StandardQueue(
            QueueSettings settings,
            Server server,
            Spool spool,
            Routes routes,
            Directory directory,
            Meters meters,
            InstantSource clock) {
        this.settings = settings;
        this.spool = spool;
        this.routes = routes;
        this.clock = clock;
        this.meters = new QueueMeters(meters);
        this.attempt = new Attempt(routes, settings.attemptDeadline(), this.meters);
        var random = new Random();
        this.settlement =
                new Settlement(
                        spool,
                        new Reporter(
                                server, directory, spool, clock, random, settings.returnedSize()),
                        settings.retryPolicy(),
                        clock,
                        random);
        this.crew = new Crew(clock);
        this.lanes = new Lanes(settings.concurrency());
    }

    @Override
    public void start() {
        spool.replay(message ->
                crew.locked(() -> schedule.add(message.id(), open(message), firstDue(message))));
        meters.messages(this::size);
        log.atInfo().addKeyValue("messages", size()).log("queue is open");
        crew.start(schedule::nextDue, () -> schedule.takeDue(clock.instant()), this::prepare);
    }

    @Override
    public void close() throws InterruptedException {
        var left = crew.close(settings.closeDeadline());
        if (left > 0) {
            log.atWarn()
                    .addKeyValue("deliveries", left)
                    .log("deliveries were cut off; they are repeated after the next start");
        }
    }

    @Override
    public void submit(SpooledMessage message) {
        crew.locked(() -> {
            if (!crew.isOpen()) {
                return;
            }
            if (message.hold().isPresent()) {
                schedule.add(message.id(), open(message), Optional.empty());
                return;
            }
            schedule.addAndTake(message.id(), open(message))
                    .ifPresent(pick -> crew.work(() -> prepare(pick, message)));
        });
    }

    @Override
    public List<Entry> list(int limit) {
        return crew.ask(() -> schedule.first(limit)).stream()
                .flatMap(id -> spool.find(id).stream())
                .map(Listing::entry)
                .toList();
    }

    @Override
    public Optional<Entry> find(SpoolId id) {
        return crew.ask(() -> schedule.contains(id))
                ? spool.find(id).map(Listing::entry)
                : Optional.empty();
    }

    @Override
    public long size() {
        return (long) crew.ask(schedule::size);
    }

    @Override
    public void retryAll() {
        crew.locked(() -> schedule.retryAll(clock.instant()));
    }

    /// Looks at the clock again; for clocks that jump.
    void wake() {
        crew.wake();
    }

    private void prepare(Pick pick) {
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

    private void prepare(Pick pick, SpooledMessage message) {
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
            settled.report().ifPresent(this::submit);
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
        return Optional.of(clock.instant().plus(settings.retryMin()));
    }

    private void ended(
            SpoolId id, Collection<Integer> recipients, int done, Optional<Instant> due) {
        crew.locked(() -> schedule.ended(id, recipients, done, due));
    }

    private static int open(SpooledMessage message) {
        return (int)
                message.progress().stream().filter(progress -> !progress.state().isDone()).count();
    }

    private static Optional<Instant> firstDue(SpooledMessage message) {
        return message.hold().isPresent()
                ? Optional.empty()
                : message.progress().stream()
                        .filter(progress -> !progress.state().isDone())
                        .map(Plan::due)
                        .min(Instant::compareTo);
    }
}
