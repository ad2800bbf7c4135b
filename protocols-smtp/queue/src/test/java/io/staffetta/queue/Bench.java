package io.staffetta.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.Recipient;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.queue.Delivery;
import io.staffetta.spi.queue.MailQueue.Entry;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.queue.Routes;
import io.staffetta.spi.queue.Transport;
import io.staffetta.spi.spool.RecipientProgress;
import io.staffetta.spi.spool.SpooledMessage;
import io.staffetta.testkit.TestRoutes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// A queue with a clock that the test sets, whose next hops are the domains of recipients.
final class Bench {

    final FakeClock clock = new FakeClock();
    final FakeSpool spool = new FakeSpool();
    final Host host;
    private final List<StandardQueue> queues = new ArrayList<>();

    Bench(Path data) {
        this.host = new Host(data);
    }

    StandardQueue start(QueueSettings settings, Transport transport) {
        return start(settings, routes(transport));
    }

    StandardQueue start(QueueSettings settings, Routes routes) {
        var queue = new StandardQueue(settings, host, spool, routes, host, host, clock);
        queue.start();
        queues.add(queue);
        return queue;
    }

    static Routes routes(Transport transport) {
        return TestRoutes.by(
                domain -> Optional.of(new TestRoutes.Route("to " + domain, "test", transport)));
    }

    SpooledMessage accepted(String sender, String... recipients) throws IOException {
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
    RecipientProgress progress(SpooledMessage message, int recipient) {
        return spool.find(message.id()).orElse(message).progress().get(recipient);
    }

    /// Lets time pass.
    void pass(Duration duration) {
        clock.advance(duration);
        queues.forEach(StandardQueue::wake);
    }

    static List<String> ids(List<Entry> entries) {
        return entries.stream().map(entry -> entry.id().toString()).toList();
    }

    void close() throws InterruptedException {
        for (var queue : queues) {
            queue.close();
        }
    }

    /// A transport that does as it is told for each recipient, once it may.
    static final class Gate implements Transport {
        private final BlockingQueue<Delivery> calls = new LinkedBlockingQueue<>();
        private final Semaphore permits;
        volatile Function<Mailbox, Outcome> script;

        Gate(int permits, Function<Mailbox, Outcome> script) {
            this.permits = new Semaphore(permits);
            this.script = script;
        }

        /// One that never waits.
        static Gate open(Function<Mailbox, Outcome> script) {
            return new Gate(1_000_000, script);
        }

        @Override
        public String nextHop(Mailbox recipient) {
            return recipient.domain().name();
        }

        @Override
        public Map<Integer, Outcome> deliver(Delivery delivery) throws InterruptedException {
            calls.add(delivery);
            permits.acquire();
            var outcomes = new HashMap<Integer, Outcome>();
            for (int recipient : delivery.recipients()) {
                outcomes.put(recipient, script.apply(delivery.recipient(recipient).mailbox()));
            }
            return outcomes;
        }

        void release(int more) {
            permits.release(more);
        }

        Delivery next() throws InterruptedException {
            var delivery = calls.poll(10, TimeUnit.SECONDS);
            assertThat(delivery).as("a call of the transport").isNotNull();
            return delivery;
        }

        int waiting() {
            return calls.size();
        }
    }
}
