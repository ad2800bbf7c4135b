package io.staffetta.kernel.plugin;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts who uses something that is closed when its owner has retired it and the last user is
/// gone.
public final class Leases {

    // The owner counts as one, so the count reaches zero once and for good.
    private final AtomicInteger holders = new AtomicInteger(1);
    private final AtomicBoolean retired = new AtomicBoolean();
    private final Runnable onLast;

    /// @param onLast called once, by whoever lets go last
    public Leases(Runnable onLast) {
        this.onLast = onLast;
    }

    /// Takes a lease; false if it is closed already.
    public boolean tryAcquire() {
        int now = holders.get();
        while (now > 0) {
            int seen = holders.compareAndExchange(now, now + 1);
            if (seen == now) {
                return true;
            }
            now = seen;
        }
        return false;
    }

    /// Gives a lease back.
    public void release() {
        if (holders.decrementAndGet() == 0) {
            onLast.run();
        }
    }

    /// The owner lets go; further calls do nothing.
    public void retire() {
        if (retired.compareAndSet(false, true)) {
            release();
        }
    }

    /// How many use it, without the owner.
    public int count() {
        return holders.get() - (retired.get() ? 0 : 1);
    }
}
