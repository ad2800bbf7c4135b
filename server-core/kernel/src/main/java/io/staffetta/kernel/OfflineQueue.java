package io.staffetta.kernel;

import io.staffetta.spi.queue.MailQueue;
import io.staffetta.spi.spool.Spool;
import io.staffetta.spi.spool.SpoolId;
import io.staffetta.spi.spool.SpooledMessage;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What lies in the spool while the server is down: for looking only, nothing is delivered.
final class OfflineQueue implements MailQueue {

    private static final String REFUSED = "the server is not running; start it first";

    private final Spool spool;
    private @Nullable List<Entry> entries;

    /// @param spool started and not replayed by anybody else
    OfflineQueue(Spool spool) {
        this.spool = spool;
    }

    @Override
    public void submit(SpooledMessage message) {
        throw new UnsupportedOperationException(REFUSED);
    }

    @Override
    public List<Entry> list(Filter filter, int limit) {
        return entries().stream().limit(limit).toList();
    }

    @Override
    public Optional<Entry> find(SpoolId id) {
        return entries().stream().filter(entry -> entry.id().equals(id)).findFirst();
    }

    @Override
    public long size() {
        return entries().size();
    }

    @Override
    public void retryAll() {
        throw new IllegalArgumentException(REFUSED);
    }

    private synchronized List<Entry> entries() {
        var known = entries;
        if (known == null) {
            var found = new ArrayList<Entry>();
            spool.replay(message -> found.add(entry(message)));
            known = List.copyOf(found);
            entries = known;
        }
        return known;
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
