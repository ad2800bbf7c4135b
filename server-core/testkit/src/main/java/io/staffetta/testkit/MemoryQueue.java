package io.staffetta.testkit;

import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.queue.Delivery;
import io.staffetta.spi.queue.MailQueue;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.queue.Routes;
import io.staffetta.spi.spool.RecipientProgress;
import io.staffetta.spi.spool.Spool;
import io.staffetta.spi.spool.SpoolId;
import io.staffetta.spi.spool.SpooledMessage;

import jakarta.inject.Inject;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// A queue without threads: tries a message once, while it is submitted, and again when told to.
final class MemoryQueue implements MailQueue {

    private final Spool spool;
    private final Routes routes;
    private final InstantSource clock;

    @Inject
    MemoryQueue(Spool spool, Routes routes, InstantSource clock) {
        this.spool = spool;
        this.routes = routes;
        this.clock = clock;
    }

    @Override
    public void submit(SpooledMessage message) {
        if (message.hold().isPresent()) {
            return;
        }
        for (int index = 0; index < message.progress().size(); index++) {
            var before = message.progress().get(index);
            if (!before.state().isDone()) {
                spool.record(message.id(), Map.of(index, tried(message, index, before)));
            }
        }
    }

    @Override
    public List<Entry> list(Filter filter, int limit) {
        return messages().stream().limit(limit).map(MemoryQueue::entry).toList();
    }

    @Override
    public Optional<Entry> find(SpoolId id) {
        return spool.find(id).map(MemoryQueue::entry);
    }

    @Override
    public long size() {
        return messages().size();
    }

    @Override
    public void retryAll() {
        messages().forEach(this::submit);
    }

    private List<SpooledMessage> messages() {
        var all = new ArrayList<SpooledMessage>();
        spool.replay(all::add);
        return all;
    }

    private RecipientProgress tried(SpooledMessage message, int index, RecipientProgress before) {
        var outcome = attempt(message, index);
        var state =
                switch (outcome) {
                    case Outcome.Delivered _ -> RecipientProgress.State.DELIVERED;
                    case Outcome.Deferred _ -> RecipientProgress.State.QUEUED;
                    case Outcome.Failed _ -> RecipientProgress.State.FAILED;
                };
        return new RecipientProgress(
                state, before.attempts() + 1, clock.instant(), outcome.detail());
    }

    private Outcome attempt(SpooledMessage message, int index) {
        var way = routes.choose(message.envelope(), List.of(index)).get(index);
        return switch (way) {
            case Routes.Settled(var outcome) -> outcome;
            case Routes.Via via ->
                    routes.attempted(message.envelope(), index, attempt(message, index, via));
            case null -> deferred("no way");
        };
    }

    private Outcome attempt(SpooledMessage message, int index, Routes.Via via) {
        var lease = routes.lease(via.route());
        if (lease.isEmpty()) {
            return deferred("no route " + via.route());
        }
        var delivery =
                new Delivery(
                        message.id(),
                        message.envelope(),
                        message.content(),
                        List.of(index),
                        via.nextHop());
        try (var open = lease.get()) {
            return Optional.ofNullable(open.transport().deliver(delivery).get(index))
                    .orElseGet(() -> deferred("no outcome"));
        } catch (Exception e) {
            return deferred(e.toString());
        }
    }

    private static Outcome deferred(String detail) {
        return new Outcome.Deferred(EnhancedStatus.parse("4.4.0"), detail);
    }

    private static Entry entry(SpooledMessage message) {
        var recipients = message.envelope().recipients();
        return new Entry(
                message.id(),
                message.envelope().receivedAt(),
                message.size(),
                message.envelope().reversePath().toString(),
                status(message),
                message.hold(),
                IntStream.range(0, recipients.size())
                        .mapToObj(index ->
                                new EntryRecipient(
                                        recipients.get(index).mailbox().toString(),
                                        recipients.get(index).original().toString(),
                                        message.progress().get(index)))
                        .toList());
    }

    private static Status status(SpooledMessage message) {
        if (message.hold().isPresent()) {
            return Status.HELD;
        }
        return message.progress().stream().anyMatch(progress -> progress.attempts() > 0)
                ? Status.DEFERRED
                : Status.INCOMING;
    }
}
