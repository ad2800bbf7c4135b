package io.staffetta.kernel;

import io.staffetta.spi.queue.MailQueue;
import io.staffetta.spi.spool.SpoolId;
import io.staffetta.spi.spool.SpooledMessage;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The queue as plugins inject it. Its life cycle stays with the kernel.
record HostQueue(Late<MailQueue> queue) implements MailQueue {

    @Override
    public void submit(SpooledMessage message) {
        queue.get().submit(message);
    }

    @Override
    public List<Entry> list(Filter filter, int limit) {
        return queue.get().list(filter, limit);
    }

    @Override
    public List<Entry> listAfter(SpoolId after, Filter filter, int limit) {
        return queue.get().listAfter(after, filter, limit);
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

    @Override
    public boolean retry(SpoolId id) {
        return queue.get().retry(id);
    }

    @Override
    public int flush(String destination) {
        return queue.get().flush(destination);
    }

    @Override
    public boolean hold(SpoolId id, String reason) throws IOException {
        return queue.get().hold(id, reason);
    }

    @Override
    public boolean release(SpoolId id) throws IOException {
        return queue.get().release(id);
    }

    @Override
    public boolean bounce(SpoolId id, String reason) throws IOException {
        return queue.get().bounce(id, reason);
    }

    @Override
    public boolean delete(SpoolId id) throws IOException {
        return queue.get().delete(id);
    }

    @Override
    public void suspend(String destination, String reason) throws IOException {
        queue.get().suspend(destination, reason);
    }

    @Override
    public boolean resume(String destination) throws IOException {
        return queue.get().resume(destination);
    }

    @Override
    public List<Destination> destinations() {
        return queue.get().destinations();
    }
}
