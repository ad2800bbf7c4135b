package io.staffetta.queue;

import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.queue.Delivery;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.queue.Transport;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// One call of a transport, which can be given up: what became of its recipients is told once, when
/// the transport returns or when its time is over, whichever comes first.
final class Call {

    private static final Logger log = LoggerFactory.getLogger(Call.class);

    private static final EnhancedStatus OUR_TROUBLE = new EnhancedStatus(4, 3, 0);
    private static final EnhancedStatus TOO_SLOW = new EnhancedStatus(4, 4, 7);

    private final Delivery delivery;
    private final Duration limit;
    private final Consumer<Map<Integer, Outcome>> told;
    private final long deadline;

    // Guarded by this.
    private @Nullable Thread thread;
    private boolean isReturned;

    /// Held while somebody tells: who comes second returns when all is told.
    private final ReentrantLock telling = new ReentrantLock();

    private boolean isTold;

    /// @param limit how long the transport may take, from now on
    /// @param told gets an outcome for every recipient; called once
    Call(Delivery delivery, Duration limit, Consumer<Map<Integer, Outcome>> told) {
        this.delivery = delivery;
        this.limit = limit;
        this.told = told;
        this.deadline = System.nanoTime() + limit.toNanos();
    }

    /// Nanoseconds until its time is over; negative afterwards.
    long left() {
        return deadline - System.nanoTime();
    }

    /// Calls the transport on this thread and returns when the transport has, be it long after the
    /// deadline.
    void perform(Transport transport) {
        var own = Thread.currentThread();
        var before = own.getContextClassLoader();
        Map<Integer, Outcome> outcomes;
        synchronized (this) {
            thread = own;
        }
        try {
            own.setContextClassLoader(transport.getClass().getClassLoader());
            outcomes = complete(transport.deliver(delivery));
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            log.atWarn().addKeyValue("id", delivery.id()).setCause(e).log("transport failed");
            outcomes = all(OUR_TROUBLE, "transport failed: " + reason(e));
        } finally {
            own.setContextClassLoader(before);
            synchronized (this) {
                thread = null;
                isReturned = true;
            }
            // An interrupt was meant for the transport, not for what comes after it. Nobody sends
            // one any more.
            Thread.interrupted();
        }
        tell(outcomes);
    }

    /// The time is over: the transport is interrupted, and its recipients are deferred, unless it
    /// has just returned.
    void expire() {
        telling.lock();
        try {
            // With the lock, or it could tell first that it was interrupted.
            if (interrupt()) {
                // A next hop that only holds us up must not do that on all places for deliveries.
                var words = "no result within " + limit.toSeconds() + " s";
                tell(all(new Outcome.Deferred(TOO_SLOW, words, Optional.empty(), true)));
            }
        } finally {
            telling.unlock();
        }
    }

    /// Interrupts the transport, unless it has returned.
    ///
    /// @return whether it has not
    synchronized boolean interrupt() {
        if (thread != null) {
            thread.interrupt();
        }
        return !isReturned;
    }

    private void tell(Map<Integer, Outcome> outcomes) {
        telling.lock();
        try {
            if (!isTold) {
                isTold = true;
                told.accept(outcomes);
            }
        } finally {
            telling.unlock();
        }
    }

    private Map<Integer, Outcome> complete(Map<Integer, Outcome> given) {
        var outcomes = all(OUR_TROUBLE, "no result");
        outcomes.replaceAll((recipient, absent) -> given.getOrDefault(recipient, absent));
        return outcomes;
    }

    private Map<Integer, Outcome> all(EnhancedStatus status, String detail) {
        return all(new Outcome.Deferred(status, detail));
    }

    private Map<Integer, Outcome> all(Outcome outcome) {
        var outcomes = new HashMap<Integer, Outcome>();
        for (int recipient : delivery.recipients()) {
            outcomes.put(recipient, outcome);
        }
        return outcomes;
    }

    private static String reason(Throwable e) {
        return e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
