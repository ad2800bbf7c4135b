package io.staffetta.queue;

import static io.staffetta.testkit.Await.until;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.queue.Bench.Gate;
import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.queue.Delivery;
import io.staffetta.spi.queue.MailQueue.Destination;
import io.staffetta.spi.queue.MailQueue.Filter;
import io.staffetta.spi.queue.MailQueue.Status;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.queue.Transport;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

class VerbsTest {

    private static final Outcome DONE = new Outcome.Delivered("done");
    private static final Outcome BUSY = new Outcome.Deferred(EnhancedStatus.parse("4.2.1"), "busy");

    @TempDir private Path data;
    private Bench bench;

    @BeforeEach
    void setUp() {
        bench = new Bench(data);
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    @Test
    void aMessageThatIsDeletedDuringItsDeliveryEndsWithIt() throws Exception {
        var gate = new Gate(0, _ -> BUSY);
        var queue = bench.start(TestSettings.DEFAULTS, gate);
        var message = bench.accepted("s@example.net", "a@example.org");
        queue.submit(message);
        gate.next();

        assertThat(queue.delete(message.id())).isTrue();
        assertThat(bench.spool.find(message.id())).isPresent();
        gate.release(1);

        until(() -> bench.spool.find(message.id()).isEmpty() && queue.size() == 0);
        assertThat(bench.spool.journal)
                .containsExactly("store 1", "record 1 0 QUEUED", "durably 1 0 FAILED");
    }

    @Test
    void aDeletedMessageIsDeliveredIfTheDeliveryWasUnderWay() throws Exception {
        var gate = new Gate(0, _ -> DONE);
        var queue = bench.start(TestSettings.DEFAULTS, gate);
        var message = bench.accepted("s@example.net", "a@example.org");
        queue.submit(message);
        gate.next();
        queue.delete(message.id());
        queue.delete(message.id());
        gate.release(1);

        until(() -> queue.size() == 0);
        assertThat(bench.spool.journal).containsExactly("store 1", "record 1 0 DELIVERED");
    }

    @Test
    void whatWaitsForItsTurnIsDeletedAtOnce() throws Exception {
        var gate = new Gate(0, _ -> DONE);
        var queue = bench.start(TestSettings.with("concurrency", 1), gate);
        queue.submit(bench.accepted("s@example.net", "a@example.org"));
        gate.next();
        var waiting = bench.accepted("s@example.net", "b@example.org");
        queue.submit(waiting);
        until(() -> status(queue, 2).equals(Optional.of(Status.ACTIVE)));

        assertThat(queue.delete(waiting.id())).isTrue();

        assertThat(bench.spool.find(waiting.id())).isEmpty();
        gate.release(9);
        until(() -> queue.size() == 0);
        assertThat(gate.waiting()).isZero();
        assertThat(queue.delete(waiting.id())).isFalse();
    }

    @Test
    void aBounceIsReportedOnce() throws Exception {
        var gate = Gate.open(mailbox -> mailbox.localPart().equals("s") ? DONE : BUSY);
        var queue = bench.start(TestSettings.DEFAULTS, gate);
        var message = bench.accepted("s@example.net", "a@example.org", "b@example.com");
        queue.submit(message);
        until(() -> status(queue, 1).equals(Optional.of(Status.DEFERRED)));

        assertThat(queue.bounce(message.id(), "go away")).isTrue();
        assertThat(queue.bounce(message.id(), "go away")).isFalse();

        until(() -> queue.size() == 0);
        assertThat(bench.spool.journal)
                .filteredOn(line -> line.startsWith("store"))
                .containsExactly("store 1", "store 2");
    }

    @Test
    void aBounceThatCannotBeReportedLeavesTheMessage() throws Exception {
        var gate = Gate.open(_ -> BUSY);
        var queue = bench.start(TestSettings.DEFAULTS, gate);
        var message = bench.accepted("s@example.net", "a@example.org");
        queue.submit(message);
        until(() -> status(queue, 1).equals(Optional.of(Status.DEFERRED)));
        bench.spool.full = true;

        assertThatThrownBy(() -> queue.bounce(message.id(), "go away"))
                .isInstanceOf(IOException.class);

        assertThat(queue.size()).isEqualTo(1);
        bench.spool.full = false;
        gate.script = _ -> DONE;
        bench.pass(Duration.ofMinutes(6));
        until(() -> queue.size() == 0);
    }

    @Test
    void aMessageIsHeldBetweenAttempts() throws Exception {
        var gate = new Gate(0, _ -> BUSY);
        var queue = bench.start(TestSettings.with("concurrency", 1), gate);
        var message = bench.accepted("s@example.net", "a@example.org");
        var waiting = bench.accepted("s@example.net", "b@example.org");
        queue.submit(message);
        gate.next();
        queue.submit(waiting);
        until(() -> status(queue, 2).equals(Optional.of(Status.ACTIVE)));

        assertThat(queue.hold(message.id(), "look at it")).isTrue();
        assertThat(queue.hold(waiting.id(), "look at it")).isTrue();
        gate.release(1_000);
        until(() -> bench.progress(message, 0).attempts() == 1);
        bench.pass(Duration.ofHours(1));
        queue.retryAll();
        queue.submit(bench.accepted("s@example.net", "c@example.org"));
        assertThat(gate.next().recipient(0).mailbox()).hasToString("c@example.org");
        assertThat(queue.find(message.id()).orElseThrow().status()).isEqualTo(Status.HELD);
        assertThat(bench.host.gauges.get("queue.held").getAsLong()).isEqualTo(2);

        assertThat(queue.release(waiting.id())).isTrue();
        assertThat(gate.next().id()).isEqualTo(waiting.id());
        assertThat(queue.release(message.id())).isTrue();
        assertThat(gate.next().id()).isEqualTo(message.id());
    }

    @Test
    void aSuspendedDestinationWaitsOverARestart() throws Exception {
        var gate = Gate.open(_ -> DONE);
        var queue = bench.start(TestSettings.DEFAULTS, gate);
        queue.suspend("Slow.Example", "migration");
        var message = bench.accepted("s@example.net", "a@slow.example", "b@fast.example");
        queue.submit(message);
        assertThat(gate.next().recipients()).containsExactly(1);
        until(() -> status(queue, 1).equals(Optional.of(Status.DEFERRED)));
        queue.close();

        var next = bench.start(TestSettings.DEFAULTS, gate);
        next.retryAll();
        next.submit(bench.accepted("s@example.net", "c@fast.example"));
        assertThat(gate.next().recipient(0).mailbox()).hasToString("c@fast.example");
        until(() -> next.size() == 1);
        assertThat(next.destinations())
                .containsExactly(
                        new Destination(
                                "slow.example",
                                List.of(1, 0, 0, 0, 0, 0),
                                Optional.of("migration"),
                                Optional.empty(),
                                ""));

        assertThat(next.resume("slow.example")).isTrue();
        assertThat(next.resume("slow.example")).isFalse();
        until(() -> next.size() == 0);
    }

    @Test
    void suspensionsThatCannotBeReadStopTheStart() throws Exception {
        Files.createDirectories(data.resolve("queue/suspended.properties"));

        assertThatThrownBy(() -> bench.start(TestSettings.DEFAULTS, Gate.open(_ -> DONE)))
                .hasMessageContaining("suspended.properties");
    }

    @Test
    void jobsThatWaitForTheirTurnAreSuspendedToo() throws Exception {
        var gate = new Gate(0, _ -> DONE);
        var queue = bench.start(TestSettings.with("concurrency", 1), gate);
        queue.submit(bench.accepted("", "a@example.org"));
        gate.next();
        queue.submit(bench.accepted("", "b@example.org"));
        until(() -> status(queue, 2).equals(Optional.of(Status.ACTIVE)));
        queue.suspend("example.org", "stop");
        gate.release(10);
        until(() -> queue.size() == 1 && status(queue, 2).equals(Optional.of(Status.DEFERRED)));
        assertThat(gate.waiting()).isZero();

        queue.resume("example.org");

        until(() -> queue.size() == 0);
    }

    @Test
    void aNextHopIsResumedThoughTheDomainHasManyOthers() throws Exception {
        var hop = new AtomicReference<>("first.example");
        var gate =
                new Transport() {
                    @Override
                    public String nextHop(Mailbox recipient) {
                        return recipient.localPart().equals("a") ? "first.example" : hop.get();
                    }

                    @Override
                    public Map<Integer, Outcome> deliver(Delivery delivery) {
                        return Map.of(0, DONE);
                    }
                };
        var queue = bench.start(TestSettings.DEFAULTS, gate);
        queue.suspend("first.example", "broken");
        queue.submit(bench.accepted("", "a@example.org"));
        until(() -> status(queue, 1).equals(Optional.of(Status.DEFERRED)));
        for (var other : List.of("second.example", "third.example", "fourth.example")) {
            hop.set(other);
            queue.submit(bench.accepted("", "b@example.org"));
            until(() -> queue.size() == 1);
        }

        queue.resume("first.example");

        until(() -> queue.size() == 0);
    }

    @Test
    void messagesAreFiltered() throws Exception {
        var gate = Gate.open(_ -> BUSY);
        var queue = bench.start(TestSettings.DEFAULTS, gate);
        var old = bench.accepted("Ann@example.net", "a@example.org");
        queue.submit(old);
        until(() -> status(queue, 1).equals(Optional.of(Status.DEFERRED)));
        bench.pass(Duration.ofMinutes(3));
        queue.submit(bench.accepted("", "b@example.org", "b@example.com"));
        until(() -> status(queue, 2).equals(Optional.of(Status.DEFERRED)));
        queue.hold(old.id(), "wait");

        assertThat(list(queue, "destination", "Example.COM")).containsExactly("2");
        assertThat(list(queue, "destination", "example.org")).containsExactly("1", "2");
        assertThat(list(queue, "destination", "nowhere.example")).isEmpty();
        assertThat(list(queue, "sender", "ann@EXAMPLE.net")).containsExactly("1");
        assertThat(list(queue, "sender", "")).containsExactly("2");
        assertThat(list(queue, "age", "PT3M")).containsExactly("1");
        assertThat(list(queue, "status", "HELD")).containsExactly("1");
        assertThat(Bench.ids(queue.list(1))).containsExactly("1");
        assertThat(queue.destinations())
                .extracting(Destination::name, Destination::total)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("example.org", 2),
                        org.assertj.core.groups.Tuple.tuple("example.com", 1));
    }

    @Test
    void onlyTheRecipientsOfTheDestinationAreFlushed() throws Exception {
        var gate = Gate.open(_ -> BUSY);
        var queue = bench.start(TestSettings.DEFAULTS, gate);
        queue.submit(bench.accepted("", "a@example.org", "b@example.com"));
        until(() -> status(queue, 1).equals(Optional.of(Status.DEFERRED)));
        gate.next();
        gate.next();

        assertThat(queue.flush("example.com")).isEqualTo(1);

        assertThat(gate.next().recipients()).containsExactly(1);
        until(() -> status(queue, 1).equals(Optional.of(Status.DEFERRED)));
        assertThat(gate.waiting()).isZero();
        assertThat(queue.flush("example.net")).isZero();
    }

    @Test
    void aNextHopThatOnlyHoldsUsUpCountsAsDown() throws Exception {
        var gate = new Gate(0, _ -> DONE);
        var settings =
                TestSettings.with(
                        Map.of("attemptDeadline", Duration.ofMillis(10), "outageAfter", 2));
        var queue = bench.start(settings, gate);
        queue.submit(bench.accepted("", "a@example.org"));
        queue.submit(bench.accepted("", "b@example.org"));

        until(() -> queue.destinations().getFirst().downUntil().isPresent());
    }

    @Test
    void aLongListIsSplit() throws Exception {
        var gate = new Gate(1_000, _ -> DONE);
        var queue = bench.start(TestSettings.with("recipientsPerDelivery", 100), gate);
        var recipients = new String[250];
        for (int i = 0; i < recipients.length; i++) {
            recipients[i] = "r" + i + "@example.org";
        }

        queue.submit(bench.accepted("", recipients));

        assertThat(List.of(gate.next(), gate.next(), gate.next()))
                .extracting(delivery -> delivery.recipients().size())
                .containsExactlyInAnyOrder(100, 100, 50);
        until(() -> queue.size() == 0);
    }

    @Test
    void theActiveSetIsBounded() throws Exception {
        var gate = new Gate(0, _ -> DONE);
        var queue = bench.start(TestSettings.with(Map.of("active", 10)), gate);
        for (int i = 0; i < 100; i++) {
            queue.submit(bench.accepted("", "a@d" + i + ".example"));
        }
        for (int i = 0; i < 10; i++) {
            gate.next();
        }
        assertThat(bench.host.gauges.get("queue.active").getAsLong()).isEqualTo(10);
        assertThat(gate.waiting()).isZero();
        gate.release(1_000);
        until(() -> queue.size() == 0);
    }

    private static List<String> list(StandardQueue queue, String what, String value) {
        var filter =
                new Filter(
                        Optional.of(value).filter(_ -> what.equals("destination")),
                        Optional.of(value).filter(_ -> what.equals("sender")),
                        Optional.of(value).filter(_ -> what.equals("age")).map(Duration::parse),
                        Optional.of(value).filter(_ -> what.equals("status")).map(Status::valueOf));
        return Bench.ids(queue.list(filter, 10));
    }

    private static Optional<Status> status(StandardQueue queue, long id) {
        return queue.list(100).stream()
                .filter(entry -> entry.id().value() == id)
                .map(entry -> entry.status())
                .findFirst();
    }
}
