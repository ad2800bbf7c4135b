package io.staffetta.benchmarks.measure;

import java.io.IOException;
import java.time.Duration;

/// Watches the memory of a group until it is closed.
public final class Peak implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(400);

    private final Accounting group;
    private final Thread thread;
    private volatile long resident;

    public Peak(Accounting group) {
        this.group = group;
        this.thread = Thread.ofVirtual().start(this::watch);
    }

    /// The most that was resident, in KiB.
    public long resident() {
        return resident;
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void watch() {
        try {
            while (true) {
                resident = Math.max(resident, Memory.resident(group.processes()));
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException | IOException e) {
            // That was it.
        }
    }
}
