package io.staffetta.spool.log;

import io.staffetta.spi.host.Meters;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// The metrics of the spool.
final class SpoolMeters {

    private final Meters meters;
    private final Meters.Counter stored;
    private final Meters.Counter refused;
    private final Meters.Counter copied;
    private final Meters.Counter commits;
    private final Meters.Timer fsync;
    private final AtomicLong batch = new AtomicLong();

    SpoolMeters(Meters meters) {
        this.meters = meters;
        this.stored = meters.counter("spool.stored");
        this.refused = meters.counter("spool.refused");
        this.copied = meters.counter("spool.copied");
        this.commits = meters.counter("spool.commits");
        this.fsync = meters.timer("spool.fsync.seconds", Map.of());
        gauge("spool.commit.batch", batch::get);
    }

    void gauge(String name, LongSupplier value) {
        meters.gauge(name, Map.of(), value);
    }

    void stored() {
        stored.increment();
    }

    void refused() {
        refused.increment();
    }

    void copied() {
        copied.increment();
    }

    void committed(int records, Duration taken) {
        commits.increment();
        batch.set(records);
        fsync.record(taken);
    }
}
