package io.staffetta.kernel.net;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// A platform thread that waits for what clients send, and runs the threads of their sessions in
/// between, if the virtual machine lets it ([SessionThreads]).
///
/// What arrives wakes a session on the thread that noticed. That takes no other thread and no
/// system call but the one that waited for all. A session that keeps the thread for itself loses
/// the loop to another one: see [#relieve].
final class EventLoop implements Executor, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EventLoop.class);

    /// Tasks between two looks at the sockets, so that neither starves the other.
    private static final int TASKS = 128;

    /// Threads that may be kept by sessions that compute without end.
    private static final int MOST_RELIEVED = 128;

    private static final long AFTER_ERROR_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long OVER = -2;

    private static final long EPOCH = System.nanoTime();
    private static final long NEVER = Long.MAX_VALUE;

    private final Selector selector;
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    /// Whether the thread waits in the selector, or is about to.
    private final AtomicBoolean asleep = new AtomicBoolean();

    /// When to look for waits that are over, in nanoseconds since [#EPOCH].
    private final AtomicLong look = new AtomicLong(NEVER);

    private final AtomicInteger sessions = new AtomicInteger();
    private final String name;
    private volatile boolean closed;

    /// Counts for the thread that runs the loop now: grows when a task begins and when it ends, so
    /// it is odd while one runs; [#OVER] once another thread has the loop.
    private volatile AtomicLong steps = new AtomicLong();

    /// By the watch only: what it saw last.
    private long seen;

    /// Threads that sessions keep from the loop.
    private final AtomicInteger relieved = new AtomicInteger();

    EventLoop(String name) throws IOException {
        this.name = name;
        selector = Selector.open();
        takeOver();
    }

    /// Now, in the time of deadlines here: grows, and is never negative.
    static long now() {
        return System.nanoTime() - EPOCH;
    }

    /// Starts a session.
    void start(String name, Runnable session) {
        sessions.incrementAndGet();
        SessionThreads.on(this)
                .name(name)
                .start(() -> {
                    try {
                        session.run();
                    } finally {
                        ended();
                    }
                });
    }

    private void ended() {
        if (sessions.decrementAndGet() == 0 && closed) {
            wake();
        }
    }

    /// Begins to watch a channel, which is not blocking; for nothing yet.
    SelectionKey register(SelectableChannel channel, Watched watched) throws IOException {
        return channel.register(selector, 0, watched);
    }

    /// Waits until the selector has let go of the channels that were closed before this call, and
    /// with it the system. Not for threads of the loop.
    void letGo(Duration patience) {
        var done = new CountDownLatch(1);
        execute(() -> {
            try {
                selector.selectNow(this::happened);
            } catch (IOException | ClosedSelectorException e) {
                log.atDebug().setCause(e).log("a closed selector has let go already");
            } finally {
                done.countDown();
            }
        });
        try {
            if (!done.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                log.atWarn().addKeyValue("loop", name).log("sockets are slow to close");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Has the waits looked after at that time, if not before.
    void remind(long time) {
        long present = look.get();
        while (time < present) {
            if (look.compareAndSet(present, time)) {
                wake();
                return;
            }
            present = look.get();
        }
    }

    /// Makes the thread see what has changed.
    void wake() {
        if (asleep.get() && asleep.compareAndSet(true, false)) {
            selector.wakeup();
        }
    }

    /// Takes the next piece of a session to run.
    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        wake();
    }

    /// By the watch, again and again: has another thread go on if the same task runs as at the last
    /// look. The task keeps its thread, which ends with it; what the task has to wait for later is
    /// waited for on the loop, as ever.
    void relieve() {
        var now = steps;
        long step = now.get();
        if (step % 2 != 0 && step == seen && relieved.get() < MOST_RELIEVED) {
            if (now.compareAndSet(step, OVER)) {
                relieved.incrementAndGet();
                log.atWarn().addKeyValue("loop", name).log("a session computes long");
                takeOver();
            }
            step = 0;
        }
        seen = step;
    }

    private void takeOver() {
        var own = new AtomicLong();
        steps = own;
        Thread.ofPlatform().name(name).daemon().start(() -> run(own));
    }

    /// Ends the thread as soon as no session is left.
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
    }

    private void run(AtomicLong own) {
        try {
            while (runTasks(own)) {
                if (isOver()) {
                    selector.close();
                    return;
                }
                watch();
            }
            relieved.decrementAndGet();
        } catch (IOException | ClosedSelectorException e) {
            log.atError().setCause(e).log("connections cannot be watched any more");
        }
    }

    private boolean isOver() {
        return closed && sessions.get() == 0;
    }

    private void watch() throws IOException {
        try {
            select();
            lookAtWaits();
        } catch (ClosedSelectorException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            // A lack of memory, for example: whoever waits here must not do so for ever.
            LockSupport.parkNanos(AFTER_ERROR_NANOS);
            log.atError().setCause(e).log("connections could not be watched");
        }
    }

    /// @return whether this thread still has the loop
    private boolean runTasks(AtomicLong own) {
        for (int i = 0; i < TASKS; i++) {
            var task = tasks.poll();
            if (task == null) {
                return true;
            }
            long step = own.get() + 1;
            own.setRelease(step);
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                // What sessions throw ends in them; only the virtual machine can be the cause.
                log.atError().setCause(e).log("a session could not go on");
            }
            if (!own.compareAndSet(step, step + 1)) {
                return false;
            }
        }
        return true;
    }

    private void select() throws IOException {
        asleep.set(true);
        try {
            // The last session may have ended on another thread since the loop last looked.
            if (tasks.isEmpty() && !isOver()) {
                long left = look.get() == NEVER ? NEVER : look.get() - now();
                if (left == NEVER) {
                    selector.select(this::happened);
                } else if (left > 0) {
                    selector.select(this::happened, TimeUnit.NANOSECONDS.toMillis(left) + 1);
                } else {
                    selector.selectNow(this::happened);
                }
            } else {
                selector.selectNow(this::happened);
            }
        } finally {
            asleep.set(false);
        }
    }

    private void happened(SelectionKey key) {
        // Not any more: what is woken from here on needs no wake-up of this thread.
        if (asleep.get()) {
            asleep.set(false);
        }
        ((Watched) key.attachment()).happened();
    }

    private void lookAtWaits() {
        long now = now();
        if (look.get() > now) {
            return;
        }
        look.set(NEVER);
        long next = NEVER;
        for (var key : selector.keys()) {
            next = Math.min(next, ((Watched) key.attachment()).checkWait(now));
        }
        remind(next);
    }
}
