package io.staffetta.remote.net;

import io.staffetta.remote.client.Conversation;
import io.staffetta.spi.host.Threads;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Keeps conversations that are not in use for the next message, for a while. Used by many threads
/// at once; takes leave of conversations without holding its lock.
public final class ConversationPool implements AutoCloseable {

    private final long idleNanos;
    private final int maxIdle;
    private final int maxDeliveries;
    private final long checkNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closed = lock.newCondition();

    /// Of each key the one used last comes first.
    private final Map<ConversationKey, Deque<Idle>> idle = new HashMap<>();

    /// All of them, the longest idle first.
    private final Deque<Idle> byAge = new ArrayDeque<>();

    private boolean open;

    /// A conversation that is in use.
    ///
    /// @param key what it may be used for
    /// @param deliveries messages it has carried
    public record Lent(ConversationKey key, Conversation conversation, int deliveries) {}

    private record Idle(Lent lent, long since) {}

    /// @param idle how long a conversation is kept
    /// @param maxIdle how many are kept
    /// @param maxDeliveries messages on one conversation
    /// @param checkAfter one that was idle for longer is asked whether it is still alive
    public ConversationPool(Duration idle, int maxIdle, int maxDeliveries, Duration checkAfter) {
        this.idleNanos = idle.toNanos();
        this.maxIdle = maxIdle;
        this.maxDeliveries = maxDeliveries;
        this.checkNanos = checkAfter.toNanos();
    }

    /// Begins to keep conversations.
    public void start() {
        lock.lock();
        try {
            open = true;
        } finally {
            lock.unlock();
        }
        Threads.virtual().name("pool").start(this::sweep);
    }

    /// A conversation that is alive: it was used a moment ago, or the server was asked by RSET.
    public Optional<Lent> take(ConversationKey key) {
        for (var found = poll(key); found.isPresent(); found = poll(key)) {
            var lent = found.get().lent();
            if (isFresh(found.get()) || lent.conversation().reset()) {
                return Optional.of(lent);
            }
            lent.conversation().close();
        }
        return Optional.empty();
    }

    private boolean isFresh(Idle idle) {
        return idle.lent().conversation().isBetweenMails()
                && System.nanoTime() - idle.since() <= checkNanos;
    }

    /// Gives back a conversation after a message; it is closed if it is of no more use.
    public void giveBack(Lent lent) {
        var used = new Lent(lent.key(), lent.conversation(), lent.deliveries() + 1);
        var surplus = new ArrayList<Lent>();
        if (!used.conversation().isReusable()
                || used.deliveries() >= maxDeliveries
                || !keep(used, surplus)) {
            surplus.add(used);
        }
        close(surplus);
    }

    /// How many are not in use.
    public int size() {
        lock.lock();
        try {
            return byAge.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        var all = new ArrayList<Lent>();
        lock.lock();
        try {
            open = false;
            byAge.forEach(each -> all.add(each.lent()));
            byAge.clear();
            idle.clear();
            closed.signalAll();
        } finally {
            lock.unlock();
        }
        close(all);
    }

    private Optional<Idle> poll(ConversationKey key) {
        lock.lock();
        try {
            var waiting = idle.get(key);
            if (waiting == null) {
                return Optional.empty();
            }
            var found = waiting.removeFirst();
            if (waiting.isEmpty()) {
                idle.remove(key);
            }
            byAge.remove(found);
            return Optional.of(found);
        } finally {
            lock.unlock();
        }
    }

    /// @param surplus gets what has to go for it
    /// @return whether it is kept
    private boolean keep(Lent lent, List<Lent> surplus) {
        lock.lock();
        try {
            if (!open || maxIdle == 0) {
                return false;
            }
            if (byAge.size() >= maxIdle) {
                surplus.add(oldest());
            }
            var kept = new Idle(lent, System.nanoTime());
            byAge.addLast(kept);
            idle.computeIfAbsent(lent.key(), _ -> new ArrayDeque<>()).addFirst(kept);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private Lent oldest() {
        var oldest = byAge.removeFirst();
        var waiting = idle.get(oldest.lent().key());
        if (waiting != null) {
            waiting.remove(oldest);
            if (waiting.isEmpty()) {
                idle.remove(oldest.lent().key());
            }
        }
        return oldest.lent();
    }

    private void sweep() {
        try {
            for (var stale = awaitStale(); stale.isPresent(); stale = awaitStale()) {
                close(List.of(stale.get()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Empty once the pool is closed.
    private Optional<Lent> awaitStale() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (open) {
                // None that comes meanwhile is stale before this is over, so nobody has to tell.
                long left =
                        byAge.isEmpty()
                                ? idleNanos
                                : idleNanos - (System.nanoTime() - byAge.getFirst().since());
                if (left <= 0) {
                    return Optional.of(oldest());
                }
                closed.awaitNanos(left);
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /// QUIT takes a round trip, which nobody else has to wait for.
    private static void close(List<Lent> conversations) {
        for (var lent : conversations) {
            Threads.virtual().name("quit").start(lent.conversation()::close);
        }
    }
}
