package io.staffetta.testkit;

import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.spool.Draft;
import io.staffetta.spi.spool.RecipientProgress;
import io.staffetta.spi.spool.Spool;
import io.staffetta.spi.spool.SpoolId;
import io.staffetta.spi.spool.SpooledMessage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// A spool that keeps its promise for as long as the process lives.
public final class MemorySpool implements Spool {

    private final AtomicLong ids = new AtomicLong();
    private final Map<SpoolId, SpooledMessage> messages = new ConcurrentSkipListMap<>();

    @Override
    public Draft draft() {
        return new MemoryDraft();
    }

    @Override
    public SpooledMessage store(
            Envelope envelope, Optional<String> hold, byte[] head, Draft draft, long skip) {
        try (draft) {
            var id = new SpoolId(ids.incrementAndGet());
            var content = ((MemoryDraft) draft).stored(head, skip);
            var untried =
                    Collections.nCopies(
                            envelope.recipients().size(),
                            RecipientProgress.untried(envelope.receivedAt()));
            var message = new SpooledMessage(id, envelope, content, content.size(), untried, hold);
            messages.put(id, message);
            return message;
        }
    }

    @Override
    public void record(SpoolId id, Map<Integer, RecipientProgress> recipients) {
        messages.computeIfPresent(id, (_, message) -> advanced(message, recipients).orElse(null));
    }

    @Override
    public void recordDurably(SpoolId id, Map<Integer, RecipientProgress> recipients) {
        record(id, recipients);
    }

    @Override
    public void hold(SpoolId id, Optional<String> reason) throws IOException {
        var held =
                messages.computeIfPresent(
                        id, (_, message) -> with(message, message.progress(), reason));
        if (held == null) {
            throw new IOException("no message " + id);
        }
    }

    @Override
    public Optional<SpooledMessage> find(SpoolId id) {
        return Optional.ofNullable(messages.get(id));
    }

    @Override
    public void replay(Consumer<SpooledMessage> visitor) {
        messages.values().forEach(visitor);
    }

    @Override
    public Status status() {
        var bytes = messages.values().stream().mapToLong(SpooledMessage::size).sum();
        return new Status(messages.size(), bytes, bytes, Long.MAX_VALUE, 0, true);
    }

    private static Optional<SpooledMessage> advanced(
            SpooledMessage message, Map<Integer, RecipientProgress> changes) {
        var progress = new ArrayList<>(message.progress());
        changes.forEach((index, change) -> {
            if (index < 0 || index >= progress.size()) {
                throw new IllegalArgumentException("no recipient " + index);
            }
            progress.set(index, change);
        });
        return progress.stream().allMatch(recipient -> recipient.state().isDone())
                ? Optional.empty()
                : Optional.of(with(message, progress, message.hold()));
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
}
