package io.staffetta.kernel.session;

import io.staffetta.spi.queue.MailQueue;
import io.staffetta.spi.spool.SpoolId;
import io.staffetta.spi.spool.SpooledMessage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A queue that only takes messages over.
final class RecordingQueue implements MailQueue {

    final List<SpooledMessage> submitted = new ArrayList<>();
    boolean broken;

    @Override
    public void submit(SpooledMessage message) {
        if (broken) {
            throw new IllegalStateException("broken queue");
        }
        submitted.add(message);
    }

    @Override
    public List<Entry> list(Filter filter, int limit) {
        return List.of();
    }

    @Override
    public Optional<Entry> find(SpoolId id) {
        return Optional.empty();
    }

    @Override
    public long size() {
        return submitted.size();
    }

    @Override
    public void retryAll() {}
}
