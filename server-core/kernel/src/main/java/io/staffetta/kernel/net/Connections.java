package io.staffetta.kernel.net;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// All connections that are open, for those who watch over them.
final class Connections {

    private final Set<GuardedWire> open = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition emptied = lock.newCondition();
    private volatile boolean stopping;

    void add(GuardedWire wire) {
        open.add(wire);
        if (stopping) {
            wire.stop();
        }
    }

    void remove(GuardedWire wire) {
        open.remove(wire);
        if (stopping && open.isEmpty()) {
            lock.lock();
            try {
                emptied.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /// Ends writes that take too long.
    void check() {
        long now = System.nanoTime();
        open.forEach(wire -> wire.check(now));
    }

    /// Ends idle waits, now and from now on.
    void stop() {
        stopping = true;
        open.forEach(GuardedWire::stop);
    }

    /// Waits until none is left.
    ///
    /// @return whether that was in time
    boolean awaitNone(Duration timeout) {
        long left = GuardedWire.nanos(timeout);
        lock.lock();
        try {
            while (!open.isEmpty() && left > 0) {
                left = emptied.awaitNanos(left);
            }
            return open.isEmpty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return open.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /// Closes what is left.
    ///
    /// @return how many that were
    int cut() {
        int count = 0;
        for (var wire : open) {
            wire.close();
            count++;
        }
        return count;
    }

    int size() {
        return open.size();
    }
}
