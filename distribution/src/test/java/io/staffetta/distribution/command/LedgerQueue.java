package io.staffetta.distribution.command;

import io.staffetta.spi.queue.MailQueue;
import io.staffetta.spi.spool.RecipientProgress;
import io.staffetta.spi.spool.Spool;
import io.staffetta.spi.spool.SpoolId;
import io.staffetta.spi.spool.SpooledMessage;

import jakarta.inject.Inject;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A queue that delivers nothing and does what the operator says with what is in the spool.
public final class LedgerQueue implements MailQueue {

    private final Spool spool;
    private final Map<String, String> suspended = new TreeMap<>();

    @Inject
    LedgerQueue(Spool spool) {
        this.spool = spool;
    }

    @Override
    public void submit(SpooledMessage message) {
        // It is in the spool.
    }

    @Override
    public List<Entry> list(Filter filter, int limit) {
        return entries()
                .filter(entry -> filter.status().map(entry.status()::equals).orElse(true))
                .filter(entry -> filter.sender().map(entry.sender()::equals).orElse(true))
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<Entry> find(SpoolId id) {
        return spool.find(id).map(LedgerQueue::entry);
    }

    @Override
    public long size() {
        return entries().count();
    }

    @Override
    public void retryAll() {}

    @Override
    public boolean retry(SpoolId id) {
        return spool.find(id).isPresent();
    }

    @Override
    public int flush(String destination) {
        return (int) size();
    }

    @Override
    public boolean hold(SpoolId id, String reason) throws IOException {
        spool.hold(id, Optional.of(reason));
        return true;
    }

    @Override
    public boolean release(SpoolId id) throws IOException {
        spool.hold(id, Optional.empty());
        return true;
    }

    @Override
    public boolean delete(SpoolId id) {
        var done = new HashMap<Integer, RecipientProgress>();
        var failed = new RecipientProgress(RecipientProgress.State.FAILED, 0, Instant.EPOCH, "");
        int recipients = spool.find(id).orElseThrow().progress().size();
        IntStream.range(0, recipients).forEach(index -> done.put(index, failed));
        spool.record(id, done);
        return true;
    }

    @Override
    public void suspend(String destination, String reason) {
        suspended.put(destination, reason);
    }

    @Override
    public boolean resume(String destination) {
        return suspended.remove(destination) != null;
    }

    @Override
    public List<Destination> destinations() {
        return List.of(
                new Destination(
                        "example.net",
                        List.of(1, 0, 0, 0, 0, 2),
                        Optional.ofNullable(suspended.get("example.net")),
                        Optional.empty(),
                        "421 \u001b[2Jbusy"));
    }

    private Stream<Entry> entries() {
        Stream.Builder<Entry> entries = Stream.builder();
        spool.replay(message -> entries.add(entry(message)));
        return entries.build();
    }

    private static Entry entry(SpooledMessage message) {
        var recipients = message.envelope().recipients();
        return new Entry(
                message.id(),
                message.envelope().receivedAt(),
                message.size(),
                message.envelope().reversePath().toString(),
                message.hold().isPresent() ? Status.HELD : Status.DEFERRED,
                message.hold(),
                IntStream.range(0, recipients.size())
                        .mapToObj(index ->
                                new EntryRecipient(
                                        recipients.get(index).mailbox().toString(),
                                        recipients.get(index).original().toString(),
                                        message.progress().get(index)))
                        .toList());
    }
}
