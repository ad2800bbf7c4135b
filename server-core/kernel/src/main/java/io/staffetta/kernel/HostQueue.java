package io.staffetta.kernel;

import io.staffetta.spi.queue.MailQueue;
import io.staffetta.spi.spool.SpoolId;
import io.staffetta.spi.spool.SpooledMessage;

import java.util.List;
import java.util.Optional;

/// The queue as plugins inject it. Its life cycle stays with the kernel.
record HostQueue(Late<MailQueue> queue) implements MailQueue {

    @Override
    public void submit(SpooledMessage message) {
        queue.get().submit(message);
    }

    @Override
    public List<Entry> list(int limit) {
        return queue.get().list(limit);
    }

    @Override
    public Optional<Entry> find(SpoolId id) {
        return queue.get().find(id);
    }

    @Override
    public long size() {
        return queue.get().size();
    }

    @Override
    public void retryAll() {
        queue.get().retryAll();
    }
}
