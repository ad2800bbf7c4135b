package io.staffetta.spool.log;

import java.util.concurrent.atomic.AtomicLong;

/// The memory that all drafts share.
final class DraftMemory {

    private final long limit;
    private final AtomicLong taken = new AtomicLong();

    DraftMemory(long limit) {
        this.limit = limit;
    }

    /// Takes octets unless there are too few.
    boolean take(long octets) {
        if (taken.addAndGet(octets) <= limit) {
            return true;
        }
        taken.addAndGet(-octets);
        return false;
    }

    void giveBack(long octets) {
        taken.addAndGet(-octets);
    }

    long taken() {
        return taken.get();
    }
}
