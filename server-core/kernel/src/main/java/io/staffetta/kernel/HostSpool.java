package io.staffetta.kernel;

import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.spool.Draft;
import io.staffetta.spi.spool.RecipientProgress;
import io.staffetta.spi.spool.Spool;
import io.staffetta.spi.spool.SpoolId;
import io.staffetta.spi.spool.SpooledMessage;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The spool as plugins inject it. Its life cycle stays with the kernel.
record HostSpool(Late<Spool> spool) implements Spool {

    @Override
    public Draft draft() {
        return spool.get().draft();
    }

    @Override
    public SpooledMessage store(
            Envelope envelope, Optional<String> hold, byte[] head, Draft draft, long skip)
            throws IOException {
        return spool.get().store(envelope, hold, head, draft, skip);
    }

    @Override
    public void record(SpoolId id, Map<Integer, RecipientProgress> recipients) {
        spool.get().record(id, recipients);
    }

    @Override
    public void recordDurably(SpoolId id, Map<Integer, RecipientProgress> recipients)
            throws IOException {
        spool.get().recordDurably(id, recipients);
    }

    @Override
    public void hold(SpoolId id, Optional<String> reason) throws IOException {
        spool.get().hold(id, reason);
    }

    @Override
    public Optional<SpooledMessage> find(SpoolId id) {
        return spool.get().find(id);
    }

    @Override
    public void replay(Consumer<SpooledMessage> visitor) {
        spool.get().replay(visitor);
    }

    @Override
    public Status status() {
        return spool.get().status();
    }
}
