package io.staffetta.benchmarks.nostore;

import io.staffetta.spi.mail.Content;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.spool.Draft;
import io.staffetta.spi.spool.RecipientProgress;
import io.staffetta.spi.spool.Spool;
import io.staffetta.spi.spool.SpoolId;
import io.staffetta.spi.spool.SpooledMessage;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Knows envelopes until they are delivered, and forgets content at once.
public final class NoStorage implements Spool {

    private static final Content NOTHING = Content.of(new byte[0]);

    private final AtomicLong ids = new AtomicLong();
    private final Map<SpoolId, SpooledMessage> messages = new ConcurrentHashMap<>();

    @Override
    public Draft draft() {
        return new Count();
    }

    @Override
    public SpooledMessage store(
            Envelope envelope, Optional<String> hold, byte[] head, Draft draft, long skip) {
        var untried =
                Collections.nCopies(
                        envelope.recipients().size(),
                        RecipientProgress.untried(envelope.receivedAt()));
        var message =
                new SpooledMessage(
                        new SpoolId(ids.incrementAndGet()),
                        envelope,
                        NOTHING,
                        head.length + draft.size() - skip,
                        untried,
                        hold);
        messages.put(message.id(), message);
        return message;
    }

    @Override
    public void record(SpoolId id, Map<Integer, RecipientProgress> recipients) {
        if (recipients.values().stream().allMatch(recipient -> recipient.state().isDone())) {
            messages.remove(id);
        }
    }

    @Override
    public void recordDurably(SpoolId id, Map<Integer, RecipientProgress> recipients) {
        record(id, recipients);
    }

    @Override
    public void hold(SpoolId id, Optional<String> reason) {}

    @Override
    public Optional<SpooledMessage> find(SpoolId id) {
        return Optional.ofNullable(messages.get(id));
    }

    @Override
    public void replay(Consumer<SpooledMessage> visitor) {}

    @Override
    public Status status() {
        return new Status(messages.size(), 0, 0, Long.MAX_VALUE, 0, true);
    }

    private static final class Count implements Draft {
        private long size;

        @Override
        public void write(byte[] octets, int offset, int length) {
            size += length;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public Content content() {
            return NOTHING;
        }

        @Override
        public void close() {}
    }
}
