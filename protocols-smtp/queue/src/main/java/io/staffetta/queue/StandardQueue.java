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

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// The queue. Every message it knows is in the spool; in memory it keeps when to look at which
/// ([Schedule]) and what waits for its turn at which next hop ([Lanes]).
///
/// A message that is new or due is looked at once ([Planner]): its recipients are grouped by the
/// way they go, and each group is a [Job] of its own. So recipients of one message that go
/// different ways never wait for each other.
public final class StandardQueue implements MailQueue {

    private static final Logger log = LoggerFactory.getLogger(StandardQueue.class);

    private final Duration closeDeadline;
    private final Spool spool;
    private final InstantSource clock;
    private final QueueMeters meters;
    private final Suspensions suspensions;
    private final Board board;
    private final Dispatch dispatch;
    private final Verbs verbs;
    private final Listing listing;

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
        this.suspensions = new Suspensions(server.data().resolve("queue"));
        var random = new Random();
        var policy = settings.retryPolicy();
        var rules = new LaneRules(settings);
        this.board =
                new Board(
                        new Crew(clock),
                        new Schedule(settings.active()),
                        new Lanes(settings, rules, random));
        var reporter =
                new Reporter(
                        server, directory, spool, routes, clock, random, settings.returnedSize());
        var judge = new Judge(policy, settings.delayPolicy());
        var settlement = new Settlement(spool, reporter, judge, clock, random);
        var attempt = new Attempt(routes, settings.attemptDeadline(), this.meters);
        var endings = new Endings(board, spool, settlement, policy.min(), clock, this::submit);
        var results = new Results(board, spool, settlement, endings, policy, clock, this::submit);
        var blocking = new Blocking(board, spool, results, attempt, judge, clock, random);

        var planner = new Planner(routes, rules, suspensions, settings.recipientsPerDelivery());
        this.dispatch =
                new Dispatch(board, spool, planner, attempt, results, blocking, clock, policy);
        this.verbs = new Verbs(board, spool, endings, suspensions, clock);
        this.listing = new Listing(board, spool, clock);
    }

    @Override
    public void start() {
        suspensions.load();
        spool.replay(message ->
                Newcomer.of(message)
                        .ifPresent(newcomer ->
                                board.crew().locked(() -> board.schedule().add(newcomer))));
        meters.gauges(board, suspensions);
        log.atInfo()
                .addKeyValue("messages", size())
                .addKeyValue("suspended", suspensions.all().size())
                .log("queue is open");
        board.crew().start(dispatch::nextDue, dispatch::beginDue);
    }

    @Override
    public void close() throws InterruptedException {
        var left = board.crew().close(closeDeadline);
        if (left > 0) {
            log.atWarn()
                    .addKeyValue("deliveries", left)
                    .log("deliveries were cut off; they are repeated after the next start");
        }
    }

    @Override
    public void submit(SpooledMessage message) {
        Newcomer.of(message).ifPresent(newcomer -> submit(message, newcomer));
    }

    @Override
    public List<Entry> list(Filter filter, int limit) {
        return listing.list(Optional.empty(), filter, limit);
    }

    @Override
    public List<Entry> listAfter(SpoolId after, Filter filter, int limit) {
        return listing.list(Optional.of(after), filter, limit);
    }

    @Override
    public Optional<Entry> find(SpoolId id) {
        return listing.find(id);
    }

    @Override
    public long size() {
        return (long) board.crew().ask(board.schedule()::size);
    }

    @Override
    public void retryAll() {
        verbs.retryAll();
    }

    @Override
    public boolean retry(SpoolId id) {
        return verbs.retry(id);
    }

    @Override
    public int flush(String destination) {
        return verbs.flush(destination);
    }

    @Override
    public boolean hold(SpoolId id, String reason) throws IOException {
        return verbs.hold(id, reason);
    }

    @Override
    public boolean release(SpoolId id) throws IOException {
        return verbs.release(id);
    }

    @Override
    public boolean bounce(SpoolId id, String reason) throws IOException {
        return verbs.end(id, Ending.bounce(reason));
    }

    @Override
    public boolean delete(SpoolId id) throws IOException {
        return verbs.end(id, Ending.delete());
    }

    @Override
    public void suspend(String destination, String reason) throws IOException {
        verbs.suspend(destination, reason);
    }

    @Override
    public boolean resume(String destination) throws IOException {
        return verbs.resume(destination);
    }

    @Override
    public List<Destination> destinations() {
        return new Census(board, suspensions).destinations(clock.instant());
    }

    /// Looks at the clock again; for clocks that jump.
    void wake() {
        board.crew().wake();
    }

    private void submit(SpooledMessage message, Newcomer newcomer) {
        var crew = board.crew();
        crew.locked(() -> {
            if (crew.isOpen() && isSuspended(newcomer)) {
                board.schedule().addSuspended(newcomer);
            } else if (crew.isOpen()) {
                board.schedule()
                        .addAndTake(newcomer)
                        .ifPresent(pick -> crew.work(() -> dispatch.prepare(pick, message)));
            }
        });
    }

    /// Whether nothing of a message may begin. Asked with the lock: a destination that is resumed
    /// meanwhile finds the message afterwards.
    private boolean isSuspended(Newcomer newcomer) {
        return newcomer.open().keySet().stream()
                .allMatch(domain -> suspensions.reason(domain).isPresent());
    }
}
