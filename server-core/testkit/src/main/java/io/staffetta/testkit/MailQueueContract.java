package io.staffetta.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.Recipient;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.queue.Delivery;
import io.staffetta.spi.queue.MailQueue;
import io.staffetta.spi.queue.MailQueue.Status;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.queue.Routes;
import io.staffetta.spi.queue.Transport;
import io.staffetta.spi.spool.RecipientProgress.State;
import io.staffetta.spi.spool.Spool;
import io.staffetta.spi.spool.SpooledMessage;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// What every [MailQueue] keeps to. A test class implements it and inherits its tests.
public interface MailQueueContract {

    /// The spool of this test, always the same: empty and started.
    Spool spool();

    /// A queue on [#spool()] that was started. Closed by the test.
    MailQueue start(Routes routes) throws Exception;

    /// Delivered means gone.
    @Test
    default void aMessageIsDeliveredOnceAndGone() throws Exception {
        var transport = new ScriptedTransport(_ -> new Outcome.Delivered("done"));
        var queue = start(transport.routes());
        var message = store("a@example.org", "b@example.org");

        queue.submit(message);

        var delivery = transport.next();
        assertThat(delivery.id()).isEqualTo(message.id());
        assertThat(delivery.recipients()).containsExactly(0, 1);
        try (var content = delivery.content().open()) {
            assertThat(content.readAllBytes()).isEqualTo(octets());
        }
        Await.until(() -> queue.size() == 0);
        queue.close();
        assertThat(spool().find(message.id())).isEmpty();
        assertThat(transport.calls).isEmpty();
    }

    /// One recipient's trouble is not another's.
    @Test
    default void recipientsAreIndependent() throws Exception {
        var transport =
                new ScriptedTransport(mailbox ->
                        mailbox.localPart().equals("bad")
                                ? new Outcome.Deferred(EnhancedStatus.parse("4.2.2"), "over quota")
                                : new Outcome.Delivered("done"));
        var queue = start(transport.routes());
        var message = store("good@example.org", "bad@example.org");

        queue.submit(message);

        transport.next();
        Await.until(() -> status(queue, message).equals(Optional.of(Status.DEFERRED)));
        var entry = queue.find(message.id()).orElseThrow();
        assertThat(entry.sender()).isEqualTo("sender@example.net");
        assertThat(state(queue, message, 0)).isEqualTo(State.DELIVERED);
        assertThat(entry.recipients().get(1).address()).isEqualTo("bad@example.org");
        assertThat(entry.recipients().get(1).progress().attempts()).isEqualTo(1);
        assertThat(entry.recipients().get(1).progress().detail()).contains("4.2.2", "over quota");
        assertThat(queue.list(10)).containsExactly(entry);

        queue.retryAll();

        assertThat(transport.next().recipients()).containsExactly(1);
        queue.close();
    }

    /// What a queue does not get done the next one does.
    @Test
    default void aNewQueueTakesOverWhatTheSpoolHolds() throws Exception {
        var failing =
                new ScriptedTransport(_ -> {
                    throw new IllegalStateException("broken");
                });
        var first = start(failing.routes());
        var message = store("a@example.org");
        first.submit(message);
        failing.next();
        Await.until(() ->
                spool().find(message.id()).orElseThrow().progress().getFirst().attempts() == 1);
        first.close();

        var working = new ScriptedTransport(_ -> new Outcome.Delivered("done"));
        var second = start(working.routes());
        assertThat(second.size()).isEqualTo(1);
        second.retryAll();

        assertThat(working.next().id()).isEqualTo(message.id());
        Await.until(() -> second.size() == 0);
        second.close();
    }

    /// The operator said so.
    @Test
    default void heldMessagesWait() throws Exception {
        var transport = new ScriptedTransport(_ -> new Outcome.Delivered("done"));
        var queue = start(transport.routes());
        var held = store(Optional.of("suspicious"), "held@example.org");
        queue.submit(held);
        queue.retryAll();
        var free = store("free@example.org");
        queue.submit(free);
        assertThat(transport.next().id()).isEqualTo(free.id());
        assertThat(queue.find(held.id()).orElseThrow().hold()).contains("suspicious");

        assertThat(queue.release(held.id())).isTrue();

        assertThat(transport.next().id()).isEqualTo(held.id());
        queue.close();
    }

    /// A message that is deferred is held, and released.
    @Test
    default void aMessageIsHeldUntilItIsReleased() throws Exception {
        var transport = deferring();
        var queue = start(transport.routes());
        var message = deferred(queue, transport, "a@example.org");

        assertThat(queue.hold(message.id(), "look at it")).isTrue();
        queue.retryAll();

        assertThat(spool().find(message.id()).orElseThrow().hold()).contains("look at it");
        assertThat(status(queue, message)).contains(Status.HELD);
        assertThat(transport.isIdle()).isTrue();
        assertThat(queue.release(message.id())).isTrue();
        assertThat(transport.next().id()).isEqualTo(message.id());
        queue.close();
    }

    /// Oldest first, whatever happens to those that were shown.
    @Test
    default void theQueueIsReadPageByPage() throws Exception {
        var transport = deferring();
        var queue = start(transport.routes());
        var first = deferred(queue, transport, "a@example.org");
        var second = deferred(queue, transport, "b@example.com");
        var third = deferred(queue, transport, "c@example.org");
        queue.delete(first.id());

        assertThat(queue.listAfter(first.id(), MailQueue.Filter.ALL, 1))
                .extracting(MailQueue.Entry::id)
                .containsExactly(second.id());
        assertThat(queue.listAfter(second.id(), MailQueue.Filter.ALL, 10))
                .extracting(MailQueue.Entry::id)
                .containsExactly(third.id());
        assertThat(queue.listAfter(third.id(), MailQueue.Filter.ALL, 10)).isEmpty();
        queue.close();
    }

    /// Nobody hears of it.
    @Test
    default void aDeletedMessageIsGone() throws Exception {
        var transport = deferring();
        var queue = start(transport.routes());
        var message = deferred(queue, transport, "a@example.org");

        assertThat(queue.delete(message.id())).isTrue();

        assertThat(spool().find(message.id())).isEmpty();
        assertThat(queue.size()).isZero();
        assertThat(queue.delete(message.id())).isFalse();
        assertThat(queue.hold(message.id(), "too late")).isFalse();
        assertThat(queue.release(message.id())).isFalse();
        assertThat(queue.retry(message.id())).isFalse();
        assertThat(transport.isIdle()).isTrue();
        queue.close();
    }

    /// As after any other failure.
    @Test
    default void theSenderHearsOfABounce() throws Exception {
        var transport = deferring();
        var queue = start(transport.routes());
        var message = deferred(queue, transport, "a@example.org");

        assertThat(queue.bounce(message.id(), "not wanted")).isTrue();
        assertThat(queue.bounce(message.id(), "not wanted")).isFalse();

        var report = transport.next();
        assertThat(report.envelope().reversePath()).isEqualTo(ReversePath.NULL);
        assertThat(report.recipient(0).mailbox()).hasToString("sender@example.net");
        try (var content = report.content().open()) {
            assertThat(new String(content.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("not wanted", "Action: failed");
        }
        assertThat(spool().find(message.id())).isEmpty();
        queue.close();
    }

    /// One destination does not hold up another.
    @Test
    default void aSuspendedDestinationWaits() throws Exception {
        var transport = new ScriptedTransport(_ -> new Outcome.Delivered("done"));
        var queue = start(transport.routes());
        queue.suspend("slow.example", "migration");
        var message = store("a@slow.example", "b@example.org");

        queue.submit(message);

        assertThat(transport.next().recipients()).containsExactly(1);
        assertThat(queue.destinations())
                .filteredOn(destination -> destination.suspended().isPresent())
                .extracting(MailQueue.Destination::name)
                .containsExactly("slow.example");
        queue.retryAll();
        assertThat(queue.resume("slow.example")).isTrue();
        assertThat(queue.resume("slow.example")).isFalse();
        assertThat(transport.next().recipients()).containsExactly(0);
        Await.until(() -> queue.size() == 0);
        queue.close();
    }

    /// Now rather than when they are due.
    @Test
    default void messagesAreRetriedByNameOrDestination() throws Exception {
        var transport = deferring();
        var queue = start(transport.routes());
        var message = deferred(queue, transport, "a@example.org");

        assertThat(queue.retry(message.id())).isTrue();
        assertThat(transport.next().id()).isEqualTo(message.id());
        Await.until(() -> status(queue, message).equals(Optional.of(Status.DEFERRED)));

        assertThat(queue.flush("example.com")).isZero();
        assertThat(queue.flush("example.org")).isEqualTo(1);
        assertThat(transport.next().id()).isEqualTo(message.id());
        queue.close();
    }

    /// A configuration without a way out loses nothing.
    @Test
    default void mailWithoutARouteStaysQueued() throws Exception {
        var queue = start(TestRoutes.by(_ -> Optional.empty()));
        var message = store("a@example.org");

        queue.submit(message);

        Await.until(() -> detail(queue, message).contains("no route for example.org"));
        assertThat(state(queue, message, 0)).isEqualTo(State.QUEUED);
        queue.close();
        assertThat(spool().find(message.id())).isPresent();
    }

    /// The message is safe in the spool, so there is nothing to complain about.
    @Test
    default void aClosedQueueTakesMessagesWithoutAWord() throws Exception {
        var transport = new ScriptedTransport(_ -> new Outcome.Delivered("done"));
        var queue = start(transport.routes());
        queue.close();
        var message = store("a@example.org");

        queue.submit(message);

        assertThat(spool().find(message.id())).isPresent();
        assertThat(transport.calls).isEmpty();
    }

    /// A stored message from `sender@example.net`.
    default SpooledMessage store(String... recipients) throws IOException {
        return store(Optional.empty(), recipients);
    }

    /// A stored message from `sender@example.net`.
    default SpooledMessage store(Optional<String> hold, String... recipients) throws IOException {
        var envelope =
                new Envelope(
                        Instant.now(),
                        ReversePath.parse("sender@example.net"),
                        MailParameters.NONE,
                        Arrays.stream(recipients).map(Mailbox::parse).map(Recipient::of).toList(),
                        new Envelope.Origin("test", "192.0.2.1", "client", Optional.empty()));
        try (var draft = spool().draft()) {
            draft.write(octets(), 0, octets().length);
            return spool().store(envelope, hold, new byte[0], draft, 0);
        }
    }

    /// Defers, but takes what is for the sender.
    private static ScriptedTransport deferring() {
        return new ScriptedTransport(mailbox ->
                mailbox.localPart().equals("sender")
                        ? new Outcome.Delivered("done")
                        : new Outcome.Deferred(EnhancedStatus.parse("4.2.2"), "over quota"));
    }

    private SpooledMessage deferred(MailQueue queue, ScriptedTransport transport, String recipient)
            throws Exception {
        var message = store(recipient);
        queue.submit(message);
        transport.next();
        Await.until(() -> status(queue, message).equals(Optional.of(Status.DEFERRED)));
        return message;
    }

    private static byte[] octets() {
        return "Subject: test\r\n\r\nHello.\r\n".getBytes(StandardCharsets.US_ASCII);
    }

    private static State state(MailQueue queue, SpooledMessage message, int recipient) {
        return queue.find(message.id())
                .map(entry -> entry.recipients().get(recipient).progress().state())
                .orElse(State.DELIVERED);
    }

    private static Optional<Status> status(MailQueue queue, SpooledMessage message) {
        return queue.find(message.id()).map(MailQueue.Entry::status);
    }

    private static String detail(MailQueue queue, SpooledMessage message) {
        return queue.find(message.id())
                .map(entry -> entry.recipients().getFirst().progress().detail())
                .orElse("");
    }

    /// A transport that does as it is told for each recipient, and shows its calls.
    final class ScriptedTransport implements Transport {

        private final BlockingQueue<Delivery> calls = new LinkedBlockingQueue<>();
        private final Function<Mailbox, Outcome> script;

        /// @param script the outcome for a mailbox
        public ScriptedTransport(Function<Mailbox, Outcome> script) {
            this.script = script;
        }

        @Override
        public Map<Integer, Outcome> deliver(Delivery delivery) {
            calls.add(delivery);
            var outcomes = new HashMap<Integer, Outcome>();
            for (int recipient : delivery.recipients()) {
                outcomes.put(recipient, script.apply(delivery.recipient(recipient).mailbox()));
            }
            return outcomes;
        }

        /// The next call, waited for.
        public Delivery next() throws InterruptedException {
            var delivery = calls.poll(10, TimeUnit.SECONDS);
            assertThat(delivery).as("a call of the transport").isNotNull();
            return delivery;
        }

        /// Whether there was no call that [#next] did not return.
        public boolean isIdle() {
            return calls.isEmpty();
        }

        /// Routes that lead here from everywhere.
        public Routes routes() {
            return TestRoutes.by(domain -> Optional.of(route(domain, "test")));
        }

        /// A route that leads here.
        ///
        /// @param name of the transport
        public TestRoutes.Route route(Domain domain, String name) {
            return new TestRoutes.Route(domain + " → " + name, name, this);
        }
    }
}
