package io.staffetta.remote.client;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Ends waits for a server by closing the connection. A socket's own timeout would bound each read
/// alone, and no write.
///
/// One for all waits of a connection, of which there is one at a time. The alarm is not called off
/// when a wait ends: it finds nothing to do, or that a later wait has time left, and that costs
/// less than to set one for each wait.
final class Watchdog implements AutoCloseable {

    private static final ScheduledThreadPoolExecutor CLOCK = clock();

    // All guarded by this.
    private @Nullable PeerWire watched;
    private @Nullable Future<?> alarm;
    private long alarmAt;
    private long deadline;
    private boolean bitten;
    private boolean closed;

    /// A wait begins.
    synchronized void watch(PeerWire wire, long nanos) {
        watched = wire;
        bitten = false;
        deadline = System.nanoTime() + Math.max(0, nanos);
        if (alarm == null || alarmAt - deadline > 0) {
            cancel();
            set();
        }
    }

    /// The wait is over.
    ///
    /// @return whether it was ended by force
    synchronized boolean callOff() {
        watched = null;
        return bitten;
    }

    /// There are no more waits.
    @Override
    public synchronized void close() {
        closed = true;
        watched = null;
        cancel();
    }

    private void ring() {
        PeerWire prey;
        synchronized (this) {
            alarm = null;
            if (watched == null || closed) {
                return;
            }
            if (deadline - System.nanoTime() > 0) {
                set();
                return;
            }
            prey = watched;
            bitten = true;
        }
        prey.abort();
    }

    // Both with the lock.

    private void set() {
        alarmAt = deadline;
        alarm = CLOCK.schedule(this::ring, deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private void cancel() {
        if (alarm != null) {
            alarm.cancel(false);
            alarm = null;
        }
    }

    private static ScheduledThreadPoolExecutor clock() {
        var clock =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().name("remote-watchdog").daemon().factory());
        clock.setRemoveOnCancelPolicy(true);
        // So that a plugin that is loaded anew leaves no thread behind.
        clock.setKeepAliveTime(30, TimeUnit.SECONDS);
        clock.allowCoreThreadTimeOut(true);
        return clock;
    }
}
