package io.staffetta.maildir;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Lets those who wait for the same thing to be put on stable storage wait for one sync. One runs
/// at a time; whoever comes while it runs waits for the next, since the present one may have missed
/// what he did. Any thread.
final class SharedSync {

    private final Sync sync;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();

    // Guarded by the lock.
    private Round next = new Round();
    private boolean running;

    /// Puts it on stable storage.
    @FunctionalInterface
    interface Sync {
        void run() throws IOException;
    }

    private static final class Round {
        private boolean ended;
        private @Nullable IOException failure;
    }

    SharedSync(Sync sync) {
        this.sync = sync;
    }

    /// Returns when a sync that began after this call has ended.
    ///
    /// @throws IOException if that one failed, for all who waited for it
    void await() throws IOException {
        lock.lock();
        try {
            var own = next;
            while (!own.ended) {
                if (running) {
                    ended.awaitUninterruptibly();
                } else {
                    run(own);
                }
            }
            if (own.failure != null) {
                throw new IOException(own.failure.getMessage(), own.failure);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Needs the lock, and lets go of it in between.
    private void run(Round round) {
        running = true;
        next = new Round();
        // Unless something worse than that happens.
        round.failure = new IOException("sync broken off");
        lock.unlock();
        try {
            sync.run();
            round.failure = null;
        } catch (IOException e) {
            round.failure = e;
        } finally {
            lock.lock();
            running = false;
            round.ended = true;
            ended.signalAll();
        }
    }
}
