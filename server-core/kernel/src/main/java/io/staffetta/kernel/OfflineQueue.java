package io.staffetta.kernel;

import io.staffetta.spi.queue.MailQueue;
import io.staffetta.spi.spool.RecipientProgress;
import io.staffetta.spi.spool.Spool;
import io.staffetta.spi.spool.SpoolId;
import io.staffetta.spi.spool.SpooledMessage;

import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// What lies in the spool while the server is down: nothing is delivered, but messages can be
/// looked at, held, released and deleted. Used by one thread.
final class OfflineQueue implements MailQueue {

    private static final String REFUSED = "the server is not running; start it first";

    private final Spool spool;
    private final InstantSource clock;
    private final NavigableMap<SpoolId, Entry> entries = new TreeMap<>();
    private boolean read;

    /// @param spool started and not replayed by anybody else
    OfflineQueue(Spool spool, InstantSource clock) {
        this.spool = spool;
        this.clock = clock;
    }

    @Override
    public void submit(SpooledMessage message) {
        throw new UnsupportedOperationException(REFUSED);
    }

    @Override
    public List<Entry> list(Filter filter, int limit) {
        var match = new FilterMatch(filter, clock.instant());
        return entries().values().stream().filter(match::test).limit(limit).toList();
    }

    @Override
    public Optional<Entry> find(SpoolId id) {
        return Optional.ofNullable(entries().get(id));
    }

    @Override
    public long size() {
        return entries().size();
    }

    @Override
    public void retryAll() {
        throw new UnsupportedOperationException(REFUSED);
    }

    @Override
    public boolean retry(SpoolId id) {
        throw new UnsupportedOperationException(REFUSED);
    }

    @Override
    public int flush(String destination) {
        throw new UnsupportedOperationException(REFUSED);
    }

    @Override
    public boolean hold(SpoolId id, String reason) throws IOException {
        return hold(id, Optional.of(reason));
    }

    @Override
    public boolean release(SpoolId id) throws IOException {
        return hold(id, Optional.empty());
    }

    @Override
    public boolean bounce(SpoolId id, String reason) {
        throw new UnsupportedOperationException(REFUSED);
    }

    @Override
    public boolean delete(SpoolId id) throws IOException {
        var entry = entries().get(id);
        if (entry == null) {
            return false;
        }
        var dropped = new HashMap<Integer, RecipientProgress>();
        for (int index = 0; index < entry.recipients().size(); index++) {
            var progress = entry.recipients().get(index).progress();
            if (!progress.state().isDone()) {
                dropped.put(
                        index,
                        new RecipientProgress(
                                RecipientProgress.State.FAILED,
                                progress.attempts(),
                                progress.due(),
                                "deleted by the operator"));
            }
        }
        spool.recordDurably(id, dropped);
        entries.remove(id);
        return true;
    }

    @Override
    public void suspend(String destination, String reason) {
        throw new UnsupportedOperationException(REFUSED);
    }

    @Override
    public boolean resume(String destination) {
        throw new UnsupportedOperationException(REFUSED);
    }

    @Override
    public List<Destination> destinations() {
        throw new UnsupportedOperationException(REFUSED);
    }

    private boolean hold(SpoolId id, Optional<String> reason) throws IOException {
        if (!entries().containsKey(id)) {
            return false;
        }
        spool.hold(id, reason);
        spool.find(id).ifPresent(message -> entries.put(id, entry(message)));
        return true;
    }

    private NavigableMap<SpoolId, Entry> entries() {
        if (!read) {
            read = true;
            spool.replay(message -> entries.put(message.id(), entry(message)));
        }
        return entries;
    }

    private static Entry entry(SpooledMessage message) {
        var envelope = message.envelope();
        var sender = envelope.reversePath().toString();
        var recipients =
                IntStream.range(0, envelope.recipients().size())
                        .mapToObj(index -> {
                            var recipient = envelope.recipients().get(index);
                            return new EntryRecipient(
                                    recipient.mailbox().toString(),
                                    recipient.original().toString(),
                                    message.progress().get(index));
                        })
                        .toList();
        return new Entry(
                message.id(),
                envelope.receivedAt(),
                message.size(),
                sender,
                status(message),
                message.hold(),
                recipients);
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
