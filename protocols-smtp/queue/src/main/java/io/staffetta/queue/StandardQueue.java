package io.staffetta.queue;

import io.staffetta.queue.report.Reporter;
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

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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

    private final Duration closeDeadline;
    private final Spool spool;
    private final InstantSource clock;
    private final QueueMeters meters;
    private final Crew crew;
    private final Dispatch dispatch;

    /// Guarded by the crew's lock.
    private final Schedule schedule = new Schedule();

    @Inject
    public StandardQueue(
            QueueSettings settings,
            Server server,
            Spool spool,
            Routes routes,
            Directory directory,
            Meters meters,
            InstantSource clock) {
        this.closeDeadline = settings.closeDeadline();
        this.spool = spool;
        this.clock = clock;
        this.meters = new QueueMeters(meters);
        this.crew = new Crew(clock);
        var random = new Random();
        var reporter =
                new Reporter(
                        server, directory, spool, routes, clock, random, settings.returnedSize());
        var judge = new Judge(settings.retryPolicy(), settings.delayPolicy());
        this.dispatch =
                new Dispatch(
                        spool,
                        routes,
                        new Attempt(routes, settings.attemptDeadline(), this.meters),
                        new Settlement(spool, reporter, judge, clock, random),
                        crew,
                        schedule,
                        new Lanes(settings.concurrency()),
                        clock,
                        settings.retryMin(),
                        this::submit);
    }

    @Override
    public void start() {
        spool.replay(message ->
                crew.locked(() -> schedule.add(message.id(), open(message), firstDue(message))));
        meters.messages(this::size);
        log.atInfo().addKeyValue("messages", size()).log("queue is open");
        crew.start(schedule::nextDue, () -> schedule.takeDue(clock.instant()), dispatch::prepare);
    }

    @Override
    public void close() throws InterruptedException {
        var left = crew.close(closeDeadline);
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
                    .ifPresent(pick -> crew.work(() -> dispatch.prepare(pick, message)));
        });
    }

    @Override
    public List<Entry> list(Filter filter, int limit) {
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
