package io.staffetta.queue;

import io.staffetta.spi.mail.Content;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.spool.Draft;
import io.staffetta.spi.spool.RecipientProgress;
import io.staffetta.spi.spool.Spool;
import io.staffetta.spi.spool.SpoolFullException;
import io.staffetta.spi.spool.SpoolId;
import io.staffetta.spi.spool.SpooledMessage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// A spool in memory that notes in which order it was called, and can be full.
final class FakeSpool implements Spool {

    final List<String> journal = new CopyOnWriteArrayList<>();
    final AtomicInteger finds = new AtomicInteger();
    volatile boolean full;

    /// Whether nothing can be recorded.
    volatile boolean broken;

    private final Map<SpoolId, SpooledMessage> messages = new ConcurrentSkipListMap<>();
    private long lastId;

    @Override
    public Draft draft() {
        return new MemoryDraft();
    }

    @Override
    public synchronized SpooledMessage store(
            Envelope envelope, Optional<String> hold, byte[] head, Draft draft, long skip)
            throws IOException {
        if (full) {
            throw new SpoolFullException("no space");
        }
        var id = new SpoolId(++lastId);
        var untried =
                Collections.nCopies(
                        envelope.recipients().size(),
                        RecipientProgress.untried(envelope.receivedAt()));
        var message =
                new SpooledMessage(id, envelope, draft.content(), draft.size(), untried, hold);
        messages.put(id, message);
        journal.add("store " + id);
        return message;
    }

    @Override
    public void record(SpoolId id, Map<Integer, RecipientProgress> recipients) {
        note("record", id, recipients);
    }

    @Override
    public void recordDurably(SpoolId id, Map<Integer, RecipientProgress> recipients) {
        note("durably", id, recipients);
    }

    @Override
    public void hold(SpoolId id, Optional<String> reason) {
        messages.computeIfPresent(id, (_, message) -> with(message, message.progress(), reason));
    }

    @Override
    public Optional<SpooledMessage> find(SpoolId id) {
        finds.incrementAndGet();
        return Optional.ofNullable(messages.get(id));
    }

    @Override
    public void replay(Consumer<SpooledMessage> visitor) {
        messages.values().forEach(visitor);
    }

    @Override
    public Status status() {
        return new Status(messages.size(), 0, 0, 0, 0, !full);
    }

    private void note(String how, SpoolId id, Map<Integer, RecipientProgress> recipients) {
        if (broken) {
            throw new IllegalStateException("the spool is broken");
        }
        recipients.forEach((index, progress) ->
                journal.add(how + " " + id + " " + index + " " + progress.state()));
        messages.computeIfPresent(
                id,
                (_, message) -> {
                    var progress = new ArrayList<>(message.progress());
                    recipients.forEach(progress::set);
                    return progress.stream().allMatch(recipient -> recipient.state().isDone())
                            ? null
                            : with(message, progress, message.hold());
                });
    }

    private static SpooledMessage with(
            SpooledMessage message, List<RecipientProgress> progress, Optional<String> hold) {
        return new SpooledMessage(
                message.id(),
                message.envelope(),
                message.content(),
                message.size(),
                progress,
                hold);
    }

    private static final class MemoryDraft implements Draft {
        private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

        @Override
        public void write(byte[] source, int offset, int length) {
            octets.write(source, offset, length);
        }

        @Override
        public long size() {
            return octets.size();
        }

        @Override
        public Content content() {
            return Content.of(octets.toByteArray());
        }

        @Override
        public void close() {}
    }
}
