package io.staffetta.queue;

import io.staffetta.spi.host.Threads;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// The threads of a queue and the lock they share: one that waits for the next message to be due,
/// and one for each message that is handled.
final class Crew {

    private static final Logger log = LoggerFactory.getLogger(Crew.class);

    /// The clock may be set, or the machine may sleep: look at it again after this long.
    private static final Duration LONGEST_NAP = Duration.ofMinutes(1);

    /// How long to wait after an error such as a lack of memory.
    private static final Duration AFTER_ERROR = Duration.ofSeconds(5);

    /// How long interrupted deliveries may take to return.
    private static final Duration INTERRUPT_GRACE = Duration.ofSeconds(2);

    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wakeUp = lock.newCondition();
    private final Condition done = lock.newCondition();
    private final Set<Call> calls = new HashSet<>();

    /// Those whose time is not over, the oldest first; all have the same time.
    private final Set<Call> timed = new LinkedHashSet<>();

    private Supplier<Optional<Instant>> nextDue = Optional::empty;
    private Instant asleepUntil = Instant.MIN;

    /// Whether there is no need to wake up for the calls that may begin.
    private boolean timesCalls = true;

    private boolean open;
    private int workers;

    Crew(InstantSource clock) {
        this.clock = clock;
    }

    /// Starts to begin what is due.
    ///
    /// @param nextDue when there is something to begin; called with the lock
    /// @param beginDue begins everything that is due; called with the lock
    void start(Supplier<Optional<Instant>> nextDue, Runnable beginDue) {
        locked(() -> {
            this.nextDue = nextDue;
            open = true;
            work(() -> dispatch(beginDue));
        });
    }

    /// Whether work is still begun. Needs the lock.
    boolean isOpen() {
        return open;
    }

    /// Runs something on a thread of its own. Needs the lock.
    void work(Runnable task) {
        var worker =
                Threads.virtual()
                        .name("queue")
                        .unstarted(() -> {
                            try {
                                task.run();
                            } finally {
                                workerLeaves();
                            }
                        });
        worker.start();
        workers++;
    }

    /// Does something with the lock.
    void locked(Runnable action) {
        ask(() -> {
            action.run();
            return true;
        });
    }

    /// Does something with the lock.
    <T> T ask(Supplier<T> question) {
        lock.lock();
        try {
            return question.get();
        } finally {
            try {
                if (nextDue.get().filter(due -> due.isBefore(asleepUntil)).isPresent()) {
                    rouse();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /// Looks at the clock again.
    void wake() {
        locked(this::rouse);
    }

    /// A call of a transport began. Once its time is over it is ended, see [Call#expire].
    void began(Call call) {
        lock.lock();
        try {
            calls.add(call);
            timed.add(call);
            if (!timesCalls && call.left() < LONGEST_NAP.toNanos()) {
                rouse();
            }
        } finally {
            lock.unlock();
        }
    }

    /// It returned.
    void ended(Call call) {
        lock.lock();
        try {
            calls.remove(call);
            timed.remove(call);
        } finally {
            lock.unlock();
        }
    }

    /// Begins nothing more and waits for what runs.
    ///
    /// @return how many threads still run, though interrupted
    int close(Duration deadline) throws InterruptedException {
        locked(() -> {
            open = false;
            rouse();
        });
        if (!awaitWorkers(deadline)) {
            ask(() -> Set.copyOf(calls)).forEach(Call::interrupt);
            awaitWorkers(INTERRUPT_GRACE);
        }
        return ask(() -> workers);
    }

    private void dispatch(Runnable beginDue) {
        try {
            lock.lockInterruptibly();
            try {
                while (open) {
                    expire();
                    if (began(beginDue)) {
                        nap();
                    } else {
                        wakeUp.awaitNanos(AFTER_ERROR.toNanos());
                    }
                }
            } finally {
                lock.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether it went well. Whatever goes wrong, the others that are due must have their turn.
    private static boolean began(Runnable beginDue) {
        try {
            beginDue.run();
            return true;
        } catch (RuntimeException | Error e) {
            log.atError().setCause(e).log("the queue cannot begin what is due, will try again");
            return false;
        }
    }

    private void nap() throws InterruptedException {
        var now = clock.instant();
        var latest = now.plus(LONGEST_NAP);
        asleepUntil = nextDue.get().filter(due -> due.isBefore(latest)).orElse(latest);
        long wait = Duration.between(now, asleepUntil).toNanos();
        var first = timed.iterator();
        timesCalls = first.hasNext();
        if (timesCalls) {
            wait = Math.min(wait, first.next().left());
        }
        while (wait > 0 && asleepUntil.isAfter(Instant.MIN)) {
            wait = wakeUp.awaitNanos(wait);
        }
        asleepUntil = Instant.MIN;
        timesCalls = true;
    }

    private void expire() {
        var calls = timed.iterator();
        while (calls.hasNext()) {
            var call = calls.next();
            if (call.left() > 0) {
                return;
            }
            calls.remove();
            work(call::expire);
        }
    }

    private void rouse() {
        asleepUntil = Instant.MIN;
        wakeUp.signalAll();
    }

    private boolean awaitWorkers(Duration limit) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = limit.toNanos();
            while (workers > 0 && nanos > 0) {
                nanos = done.awaitNanos(nanos);
            }
            return workers == 0;
        } finally {
            lock.unlock();
        }
    }

    private void workerLeaves() {
        lock.lock();
        try {
            if (--workers == 0) {
                done.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }
}
