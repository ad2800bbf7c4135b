package io.staffetta.queue;

import static io.staffetta.testkit.Await.until;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.Recipient;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.queue.Delivery;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.queue.Routes;
import io.staffetta.spi.queue.Transport;
import io.staffetta.spi.spool.RecipientProgress;
import io.staffetta.spi.spool.RecipientProgress.State;
import io.staffetta.spi.spool.Spool;
import io.staffetta.spi.spool.SpooledMessage;
import io.staffetta.testkit.MailQueueContract;
import io.staffetta.testkit.TestRoutes;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

class StandardQueueTest implements MailQueueContract {

    private static final Outcome DONE = new Outcome.Delivered("done");
    private static final Outcome BUSY = new Outcome.Deferred(EnhancedStatus.parse("4.3.2"), "busy");
    private static final Outcome UNKNOWN =
            new Outcome.Failed(EnhancedStatus.parse("5.1.1"), "no such user");

    private final FakeClock clock = new FakeClock();
    private final FakeSpool spool = new FakeSpool();
    @TempDir private Path data;
    private Host host;
    private final List<StandardQueue> queues = new ArrayList<>();

    @BeforeEach
    void setUp() {
        host = new Host(data);
    }

    @Override
    public Spool spool() {
        return spool;
    }

    @Override
    public StandardQueue start(Routes routes) {
        return start(routes, Duration.ofMinutes(1), 20);
    }

    @AfterEach
    void close() throws Exception {
        for (var queue : queues) {
            queue.close();
        }
    }

    @Test
    void aDeferredRecipientIsTriedAgainWhenItsTimeHasCome() throws Exception {
        var outcomes = new LinkedBlockingQueue<>(List.of(BUSY, BUSY, DONE));
        var transport = new ScriptedTransport(_ -> outcomes.remove());
        var queue = start(transport.routes());
        var message = accepted("sender@example.net", "a@example.org");
        queue.submit(message);
        transport.next();
        until(() -> progress(message, 0).attempts() == 1);
        assertThat(progress(message, 0).due())
                .isBetween(
                        clock.instant().plus(Duration.ofMinutes(5)),
                        clock.instant().plus(Duration.ofSeconds(338)));

        clock.advance(Duration.ofMinutes(4));
        queue.wake();
        clock.advance(Duration.ofMinutes(2));
        queue.wake();
        transport.next();
        until(() -> progress(message, 0).attempts() == 2);
        assertThat(progress(message, 0).due())
                .isAfterOrEqualTo(clock.instant().plus(Duration.ofMinutes(6)));

        clock.advance(Duration.ofMinutes(7));
        queue.wake();
        transport.next();
        until(() -> queue.size() == 0);
        assertThat(transport.isIdle()).isTrue();
        assertThat(host.counters.get("queue.deliveries{outcome=deferred, transport=test}"))
                .hasValue(2);
        assertThat(host.counters.get("queue.deliveries{outcome=delivered, transport=test}"))
                .hasValue(1);
        assertThat(host.gauges.get("queue.messages").getAsLong()).isZero();
    }

    @Test
    void theFirstAttemptUsesTheMessageAtHandAndEndsWithOneRecord() throws Exception {
        var transport = new ScriptedTransport(_ -> DONE);
        var queue = start(transport.routes());
        var message = accepted("sender@example.net", "a@example.org", "b@example.org");

        queue.submit(message);
        var delivery = transport.next();
        until(() -> queue.size() == 0);

        assertThat(delivery.content()).isSameAs(message.content());
        assertThat(spool.finds).hasValue(0);
        assertThat(spool.journal)
                .containsExactlyInAnyOrder(
                        "store 1", "record 1 0 DELIVERED", "record 1 1 DELIVERED");
    }

    @Test
    void theScheduleSurvivesARestart() throws Exception {
        var busy = new ScriptedTransport(_ -> BUSY);
        var first = start(busy.routes());
        var message = accepted("sender@example.net", "a@example.org");
        first.submit(message);
        busy.next();
        until(() -> progress(message, 0).attempts() == 1);
        first.close();

        var transport = new ScriptedTransport(_ -> DONE);
        var second = start(transport.routes());
        second.wake();
        // Another message passes: the first would have been tried before it.
        var other = accepted("sender@example.net", "b@example.org");
        second.submit(other);
        assertThat(transport.next().id()).isEqualTo(other.id());

        clock.advance(Duration.ofMinutes(6));
        second.wake();
        assertThat(transport.next().id()).isEqualTo(message.id());
    }

    @Test
    void aFailureIsReportedBeforeItIsRecorded() throws Exception {
        var transport =
                new ScriptedTransport(
                        mailbox -> mailbox.localPart().equals("bad") ? UNKNOWN : DONE);
        var queue = start(transport.routes());
        var message = accepted("alias@example.org", "good@example.org", "bad@example.org");

        queue.submit(message);

        transport.next();
        var report = transport.next();
        until(() -> queue.size() == 0);
        assertThat(report.envelope().reversePath()).isEqualTo(ReversePath.NULL);
        assertThat(report.recipient(0).mailbox()).hasToString("alice@example.org");
        assertThat(text(report))
                .contains("\r\nTo: <alias@example.org>\r\n", "Final-Recipient: rfc822; bad@")
                .doesNotContain("good@example.org");
        assertThat(spool.journal)
                .containsSubsequence(
                        "store 1", "record 1 0 DELIVERED", "store 2", "durably 1 1 FAILED");
    }

    @Test
    void aFailureThatCannotBeReportedNowIsNotRecorded() throws Exception {
        var transport =
                new ScriptedTransport(
                        mailbox -> mailbox.localPart().equals("bad") ? UNKNOWN : DONE);
        var queue = start(transport.routes());
        var message = accepted("sender@example.net", "bad@example.org");
        spool.full = true;

        queue.submit(message);
        transport.next();
        until(() -> progress(message, 0).attempts() == 1);
        assertThat(progress(message, 0).state()).isEqualTo(State.QUEUED);
        assertThat(progress(message, 0).detail()).isEqualTo("5.1.1 no such user (no report yet)");

        spool.full = false;
        host.directoryDown = true;
        clock.advance(Duration.ofMinutes(6));
        queue.wake();
        transport.next();
        until(() -> progress(message, 0).attempts() == 2);
        assertThat(progress(message, 0).state()).isEqualTo(State.QUEUED);

        host.directoryDown = false;
        clock.advance(Duration.ofMinutes(6));
        queue.wake();
        transport.next();
        assertThat(transport.next().recipient(0).mailbox()).hasToString("sender@example.net");
        until(() -> queue.size() == 0);
    }

    @Test
    void nobodyIsToldOfAReportThatFails() throws Exception {
        var transport = new ScriptedTransport(_ -> UNKNOWN);
        var queue = start(transport.routes());
        queue.submit(accepted("", "bad@example.org"));
        transport.next();
        until(() -> queue.size() == 0);

        queue.submit(accepted("gone@example.org", "bad@example.org"));
        transport.next();
        until(() -> queue.size() == 0);

        assertThat(spool.journal)
                .containsExactly("store 1", "durably 1 0 FAILED", "store 2", "durably 2 0 FAILED");
    }

    @Test
    void aMessageExpiresAfterFiveDaysAndAReportAfterOne() throws Exception {
        var transport =
                new ScriptedTransport(
                        mailbox -> mailbox.localPart().equals("sender") ? DONE : BUSY);
        var queue = start(transport.routes());
        var message = accepted("sender@example.net", "a@example.org");
        var report = accepted("", "b@example.org");
        queue.submit(message);
        queue.submit(report);
        transport.next();
        transport.next();
        until(() -> progress(message, 0).attempts() + progress(report, 0).attempts() == 2);

        clock.advance(Duration.ofHours(23));
        queue.wake();
        transport.next();
        transport.next();
        until(() -> progress(message, 0).attempts() + progress(report, 0).attempts() == 4);
        clock.advance(Duration.ofHours(2));
        queue.wake();
        transport.next();
        transport.next();
        until(() -> queue.size() == 1 && progress(message, 0).attempts() == 3);
        assertThat(spool.journal).contains("durably 2 0 FAILED");

        clock.advance(Duration.ofDays(4));
        queue.wake();
        transport.next();
        var told = transport.next();
        until(() -> queue.size() == 0);
        assertThat(text(told))
                .contains("Status: 5.4.7\r\n", "not delivered within 5 days; last: 4.3.2 busy");
    }

    @Test
    void mailThatWaitsForTheOperatorNeverExpires() throws Exception {
        var remote =
                new ScriptedTransport(
                        _ -> new Outcome.Deferred(new EnhancedStatus(4, 3, 5), "not finished"));
        var queue =
                start(domain ->
                        domain.name().equals("nowhere.example")
                                ? Optional.empty()
                                : Optional.of(
                                        new TestRoutes.Route("* → remote", "remote", remote)));
        var message = accepted("sender@example.net", "a@example.com", "b@nowhere.example");
        queue.submit(message);
        until(() -> progress(message, 0).attempts() + progress(message, 1).attempts() == 2);
        assertThat(progress(message, 0).detail()).startsWith("4.3.5 not finished");
        assertThat(progress(message, 1).detail()).isEqualTo("4.3.5 no route for nowhere.example");
        assertThat(progress(message, 0).due())
                .isAfterOrEqualTo(clock.instant().plus(Duration.ofMinutes(67)));

        clock.advance(Duration.ofDays(30));
        queue.wake();

        until(() -> progress(message, 0).attempts() + progress(message, 1).attempts() == 4);
        assertThat(progress(message, 0).state()).isEqualTo(State.QUEUED);
        assertThat(progress(message, 1).state()).isEqualTo(State.QUEUED);
    }

    @Test
    void aStuckTransportDelaysNoOther() throws Exception {
        var stuck = new StuckTransport();
        var fast = new ScriptedTransport(_ -> DONE);
        var routes =
                TestRoutes.by(domain ->
                        Optional.of(
                                domain.name().equals("slow.example")
                                        ? new TestRoutes.Route("slow", "slow", stuck)
                                        : new TestRoutes.Route("fast", "fast", fast)));
        var queue = start(routes, Duration.ofMinutes(1), 2);
        for (int i = 0; i < 10; i++) {
            queue.submit(accepted("", "a@slow.example", "b@fast.example"));
        }

        for (int i = 0; i < 10; i++) {
            assertThat(fast.next().recipients()).containsExactly(1);
        }
        stuck.entered();
        stuck.entered();
        assertThat(stuck.most).hasValue(2);
        stuck.release.countDown();
        for (int i = 0; i < 8; i++) {
            stuck.entered();
        }
        until(() -> queue.size() == 0);
        assertThat(stuck.most).hasValue(2);
    }

    @Test
    void aTransportThatTakesTooLongIsInterruptedAndItsMessageDeferred() throws Exception {
        var stuck = new StuckTransport();
        var queue =
                start(
                        domain -> Optional.of(new TestRoutes.Route("slow", "slow", stuck)),
                        Duration.ofMillis(50),
                        1);
        var message = accepted("sender@example.net", "a@slow.example");

        queue.submit(message);

        until(() -> progress(message, 0).attempts() == 1);
        assertThat(progress(message, 0).detail()).startsWith("4.4.7 no result within");
        until(() -> stuck.interrupted.get() == 1);
    }

    @Test
    void aTransportThatBreaksIsADeferral() throws Exception {
        Transport broken =
                _ -> {
                    throw new NoClassDefFoundError("com/example/Gone");
                };
        var queue = start(_ -> Optional.of(new TestRoutes.Route("b", "broken", broken)));
        var message = accepted("sender@example.net", "a@example.org");

        queue.submit(message);

        until(() -> progress(message, 0).attempts() == 1);
        assertThat(progress(message, 0).detail())
                .isEqualTo("4.3.0 transport failed: NoClassDefFoundError: com/example/Gone");
    }

    @Test
    void aMissingOutcomeIsADeferral() throws Exception {
        Transport forgetful = _ -> Map.of(1, DONE, 7, DONE);
        var queue = start(_ -> Optional.of(new TestRoutes.Route("f", "f", forgetful)));
        var message = accepted("sender@example.net", "a@example.org", "b@example.org");

        queue.submit(message);

        until(() -> progress(message, 0).attempts() == 1);
        assertThat(progress(message, 0).state()).isEqualTo(State.QUEUED);
        assertThat(progress(message, 1).state()).isEqualTo(State.DELIVERED);
    }

    @Test
    void everyLeaseIsClosed() throws Exception {
        var opened = new AtomicInteger();
        var closed = new AtomicInteger();
        var transport =
                new ScriptedTransport(_ -> {
                    opened.incrementAndGet();
                    return DONE;
                });
        var queue =
                start(_ ->
                        Optional.of(
                                new TestRoutes.Route(
                                        "all", "test", transport, closed::incrementAndGet)));
        for (int i = 0; i < 50; i++) {
            queue.submit(accepted("", "a@one.example", "b@two.example", "c@one.example"));
        }

        until(() -> queue.size() == 0);
        queue.close();
        assertThat(opened).hasValue(150);
        assertThat(closed).hasValue(50);
    }

    @Test
    void aRouteThatChangedWhileTheMessageWaitedIsFollowed() throws Exception {
        var before = new StuckTransport();
        var after = new ScriptedTransport(_ -> DONE);
        var reloaded = new CountDownLatch(1);
        var queue =
                start(
                        domain ->
                                Optional.of(
                                        reloaded.getCount() == 0
                                                ? after.route(domain, "after")
                                                : new TestRoutes.Route("before", "before", before)),
                        Duration.ofMinutes(1),
                        1);
        queue.submit(accepted("", "a@example.org"));
        before.entered();
        var waiting = accepted("", "b@example.org", "c@example.com");
        queue.submit(waiting);

        reloaded.countDown();
        before.release.countDown();

        var ways = new HashSet<List<Integer>>();
        ways.add(after.next().recipients());
        ways.add(after.next().recipients());
        assertThat(ways).containsExactlyInAnyOrder(List.of(0), List.of(1));
        until(() -> queue.size() == 0);
    }

    @Test
    void closingWaitsForRunningDeliveries() throws Exception {
        var stuck = new StuckTransport();
        var queue = start(_ -> Optional.of(new TestRoutes.Route("slow", "slow", stuck)));
        var message = accepted("", "a@slow.example");
        queue.submit(message);
        stuck.entered();
        var closer = Thread.ofVirtual().start(() -> closeQuietly(queue));

        stuck.release.countDown();
        closer.join();

        assertThat(spool.find(message.id())).isEmpty();
        assertThat(stuck.interrupted).hasValue(0);
    }

    @Test
    void manyMessagesAreDeliveredExactlyOnce() throws Exception {
        var seen = ConcurrentHashMap.<String>newKeySet();
        var twice = new AtomicInteger();
        Transport transport =
                delivery -> {
                    var outcomes = new HashMap<Integer, Outcome>();
                    for (int recipient : delivery.recipients()) {
                        if (!seen.add(delivery.id() + "/" + recipient)) {
                            twice.incrementAndGet();
                        }
                        outcomes.put(recipient, DONE);
                    }
                    return outcomes;
                };
        var queue =
                start(domain -> Optional.of(new TestRoutes.Route(domain.name(), "t", transport)));
        for (int i = 0; i < 2_000; i++) {
            queue.submit(accepted("", "a@one.example", "b@two.example"));
            if (i % 100 == 0) {
                queue.retryAll();
            }
        }

        until(() -> queue.size() == 0);
        assertThat(twice).hasValue(0);
        assertThat(seen).hasSize(4_000);
    }

    private StandardQueue start(Function<Domain, Optional<TestRoutes.Route>> table) {
        return start(TestRoutes.by(table));
    }

    private StandardQueue start(
            Function<Domain, Optional<TestRoutes.Route>> table,
            Duration deadline,
            int concurrency) {
        return start(TestRoutes.by(table), deadline, concurrency);
    }

    private StandardQueue start(Routes routes, Duration deadline, int concurrency) {
        var settings =
                TestSettings.with(Map.of("concurrency", concurrency, "attemptDeadline", deadline));
        var queue = new StandardQueue(settings, host, spool, routes, host, host, clock);
        queue.start();
        queues.add(queue);
        return queue;
    }

    private static void closeQuietly(StandardQueue queue) {
        try {
            queue.close();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private SpooledMessage accepted(String sender, String... recipients) throws IOException {
        var octets = "Subject: x\r\n\r\nbody\r\n".getBytes(StandardCharsets.US_ASCII);
        var envelope =
                new Envelope(
                        clock.instant(),
                        ReversePath.parse(sender),
                        MailParameters.NONE,
                        Arrays.stream(recipients).map(Mailbox::parse).map(Recipient::of).toList(),
                        new Envelope.Origin("test", "", "", Optional.empty()));
        try (var draft = spool.draft()) {
            draft.write(octets, 0, octets.length);
            return spool.store(envelope, Optional.empty(), new byte[0], draft, 0);
        }
    }

    /// Of a message that is gone: as if it had never been tried.
    private RecipientProgress progress(SpooledMessage message, int recipient) {
        return spool.find(message.id()).orElse(message).progress().get(recipient);
    }

    private static String text(Delivery delivery) throws IOException {
        try (var in = delivery.content().open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// Returns when it is told to.
    private static final class StuckTransport implements Transport {
        final CountDownLatch release = new CountDownLatch(1);
        final AtomicInteger most = new AtomicInteger();
        final AtomicInteger interrupted = new AtomicInteger();
        private final BlockingQueue<Delivery> calls = new LinkedBlockingQueue<>();
        private final Set<Delivery> inside = ConcurrentHashMap.newKeySet();

        @Override
        public Map<Integer, Outcome> deliver(Delivery delivery) throws InterruptedException {
            inside.add(delivery);
            most.accumulateAndGet(inside.size(), Math::max);
            calls.add(delivery);
            try {
                release.await();
            } catch (InterruptedException e) {
                interrupted.incrementAndGet();
                throw e;
            } finally {
                inside.remove(delivery);
            }
            var outcomes = new HashMap<Integer, Outcome>();
            delivery.recipients().forEach(recipient -> outcomes.put(recipient, DONE));
            return outcomes;
        }

        void entered() throws InterruptedException {
            assertThat(calls.poll(10, TimeUnit.SECONDS)).isNotNull();
        }
    }
}
