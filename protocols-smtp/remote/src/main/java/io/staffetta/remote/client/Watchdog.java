package io.staffetta.remote.client;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// Ends one wait for a server by closing the connection. A socket's own timeout would bound each
/// read alone, and no write.
final class Watchdog {

    private static final ScheduledThreadPoolExecutor CLOCK = clock();

    private final AtomicReference<State> state = new AtomicReference<>(State.WATCHING);
    private final Future<?> alarm;

    private enum State {
        WATCHING,
        CALLED_OFF,
        BITTEN
    }

    /// Starts to watch.
    Watchdog(PeerWire wire, long nanos) {
        alarm = CLOCK.schedule(() -> bite(wire), Math.max(0, nanos), TimeUnit.NANOSECONDS);
    }

    /// The wait is over.
    ///
    /// @return whether it was ended by force
    boolean callOff() {
        alarm.cancel(false);
        return !state.compareAndSet(State.WATCHING, State.CALLED_OFF)
                && state.get() == State.BITTEN;
    }

    private void bite(PeerWire wire) {
        if (state.compareAndSet(State.WATCHING, State.BITTEN)) {
            wire.abort();
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
