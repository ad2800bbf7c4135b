package io.staffetta.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.mail.Content;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.Recipient;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.queue.Delivery;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.queue.Transport;
import io.staffetta.spi.spool.SpoolId;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/// What every [Transport] keeps to. A test class implements it and inherits its tests.
public interface TransportContract {

    /// A transport that was started, in which [#recipients()] can be delivered to. Closed by the
    /// test class.
    Transport transport() throws Exception;

    /// At least two mailboxes the transport takes mail for.
    List<Mailbox> recipients();

    /// Every recipient asked for has its outcome, and no other.
    @Test
    default void eachRecipientOfTheDeliveryHasAnOutcome() throws Exception {
        var outcomes = transport().deliver(delivery(1, text(), List.of(0, 1)));

        assertThat(outcomes).containsOnlyKeys(0, 1);
        assertThat(outcomes.values()).allMatch(Outcome.Delivered.class::isInstance);
    }

    /// The others were delivered before, or go another way.
    @Test
    default void recipientsThatAreNotAskedForAreLeftAlone() throws Exception {
        assertThat(transport().deliver(delivery(2, text(), List.of(1)))).containsOnlyKeys(1);
    }

    /// What is wrong on our side must not fail the message for good.
    @Test
    default void unreadableContentIsNoPermanentFailure() throws Exception {
        var transport = transport();
        var delivery = delivery(3, new Unreadable(), List.of(0));

        Map<Integer, Outcome> outcomes;
        try {
            outcomes = transport.deliver(delivery);
        } catch (IOException e) {
            return;
        }
        assertThat(outcomes.get(0)).isInstanceOf(Outcome.Deferred.class);
    }

    /// Queues call from many threads.
    @Test
    default void deliveriesMayHappenAtOnce() throws Exception {
        var transport = transport();
        var calls = new ArrayList<Callable<Map<Integer, Outcome>>>();
        for (int i = 0; i < 50; i++) {
            var delivery = delivery(100 + i, text(), List.of(0, 1));
            calls.add(() -> transport.deliver(delivery));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var call : threads.invokeAll(calls)) {
                assertThat(call.get().values()).allMatch(Outcome.Delivered.class::isInstance);
            }
        }
    }

    /// A delivery of a message from `sender@example.net` to [#recipients()].
    default Delivery delivery(long id, Content content, List<Integer> indices) {
        var envelope =
                new Envelope(
                        Instant.parse("2026-01-02T03:04:05.678901Z"),
                        ReversePath.parse("sender@example.net"),
                        MailParameters.NONE,
                        recipients().stream().map(Recipient::of).toList(),
                        new Envelope.Origin("test", "192.0.2.1", "client", Optional.empty()));
        return new Delivery(new SpoolId(id), envelope, content, indices, nextHop());
    }

    /// Where [#recipients()] go on this transport; a test class says so if there are several.
    default String nextHop() {
        return "";
    }

    private static Content text() {
        var lines = Stream.of("From: sender@example.net", "Subject: test", "", "Hello.", "");
        var text = String.join("\r\n", lines.toList());
        return Content.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Content on a disk that has gone.
    final class Unreadable implements Content {
        @Override
        public long size() {
            return 1000;
        }

        @Override
        public InputStream open() throws IOException {
            throw new IOException("disk has gone");
        }
    }
}
