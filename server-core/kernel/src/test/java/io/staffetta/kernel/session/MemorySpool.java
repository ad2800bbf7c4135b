package io.staffetta.kernel.session;

import io.staffetta.spi.mail.Content;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.spool.Draft;
import io.staffetta.spi.spool.RecipientProgress;
import io.staffetta.spi.spool.Spool;
import io.staffetta.spi.spool.SpoolId;
import io.staffetta.spi.spool.SpooledMessage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// A spool in memory that shows what was stored, and fails on request.
final class MemorySpool implements Spool {

    final List<SpooledMessage> stored = new ArrayList<>();
    final List<MemoryDraft> drafts = Collections.synchronizedList(new ArrayList<>());

    /// Thrown by the next `store`.
    Optional<Exception> failure = Optional.empty();

    @Override
    public Draft draft() {
        var draft = new MemoryDraft();
        drafts.add(draft);
        return draft;
    }

    @Override
    public SpooledMessage store(
            Envelope envelope, Optional<String> hold, byte[] head, Draft draft, long skip)
            throws IOException {
        var received = ((MemoryDraft) draft).octets();
        draft.close();
        switch (failure.orElse(null)) {
            case null -> {}
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Exception e -> throw new IllegalArgumentException(e);
        }
        var octets = new ByteArrayOutputStream();
        octets.writeBytes(head);
        octets.write(received, (int) skip, received.length - (int) skip);
        var content = Content.of(octets.toByteArray());
        var message =
                new SpooledMessage(
                        new SpoolId(stored.size() + 1),
                        envelope,
                        content,
                        content.size(),
                        envelope.recipients().stream()
                                .map(_ -> RecipientProgress.untried(envelope.receivedAt()))
                                .toList(),
                        hold);
        stored.add(message);
        return message;
    }

    /// The octets of the only message.
    byte[] onlyContent() throws IOException {
        if (stored.size() != 1) {
            throw new AssertionError(stored.size() + " messages");
        }
        try (var in = stored.getFirst().content().open()) {
            return in.readAllBytes();
        }
    }

    boolean allDraftsClosed() {
        return drafts.stream().allMatch(draft -> draft.closed);
    }

    @Override
    public void record(SpoolId id, Map<Integer, RecipientProgress> recipients) {}

    @Override
    public void recordDurably(SpoolId id, Map<Integer, RecipientProgress> recipients) {}

    @Override
    public void hold(SpoolId id, Optional<String> reason) {}

    @Override
    public Optional<SpooledMessage> find(SpoolId id) {
        return stored.stream().filter(message -> message.id().equals(id)).findFirst();
    }

    @Override
    public void replay(Consumer<SpooledMessage> visitor) {
        stored.forEach(visitor);
    }

    @Override
    public Status status() {
        return new Status(stored.size(), 0, 0, 0, 0, true);
    }

    /// A draft that knows whether it was closed.
    static final class MemoryDraft implements Draft {
        private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
        volatile boolean closed;

        byte[] octets() {
            if (closed) {
                throw new IllegalStateException("closed");
            }
            return octets.toByteArray();
        }

        @Override
        public void write(byte[] more, int offset, int length) {
            octets.write(more, offset, length);
        }

        @Override
        public long size() {
            return octets.size();
        }

        @Override
        public Content content() {
            return Content.of(octets());
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
