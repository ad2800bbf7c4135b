package io.staffetta.spool.log;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What waits for the committer, limited in octets.
final class Inbox {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final long limit;
    private Deque<Append> waiting = new ArrayDeque<>();
    private long octets;
    private boolean closed;

    /// @param limit octets of new messages that may wait
    Inbox(long limit) {
        this.limit = limit;
    }

    /// Adds a new message, as soon as there is room.
    ///
    /// @throws IOException if that took too long, or the inbox is closed
    void add(Append.Store message, Duration patience) throws IOException {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (!closed && octets > 0 && octets + message.body().length() > limit) {
                if (left <= 0) {
                    throw new IOException("the spool's disk is too slow");
                }
                left = room.awaitNanos(left);
            }
            if (!append(message)) {
                throw new IOException("the spool is closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            var interrupted = new InterruptedIOException("interrupted while storing");
            interrupted.initCause(e);
            throw interrupted;
        } finally {
            lock.unlock();
        }
    }

    /// Adds what became of a message; never waits.
    ///
    /// @return whether the inbox still takes anything
    boolean add(Append.Note note) {
        lock.lock();
        try {
            return append(note);
        } finally {
            lock.unlock();
        }
    }

    /// Takes everything, waiting for something to arrive.
    ///
    /// @param nanos how long to wait; 0 does not
    Deque<Append> take(long nanos) {
        long left = nanos;
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed && left > 0) {
                try {
                    left = work.awaitNanos(left);
                } catch (InterruptedException _) {
                    // Nobody has a reason to interrupt the committer; it ends by close().
                    left = 0;
                }
            }
            var taken = waiting;
            waiting = new ArrayDeque<>();
            octets = 0;
            room.signalAll();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /// Takes nothing any more.
    void close() {
        lock.lock();
        try {
            closed = true;
            work.signalAll();
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private boolean append(Append record) {
        if (closed) {
            return false;
        }
        waiting.add(record);
        octets += record.body().length();
        work.signal();
        return true;
    }
}
