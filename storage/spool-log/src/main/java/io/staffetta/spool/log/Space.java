package io.staffetta.spool.log;

import io.staffetta.spi.spool.SpoolFullException;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/// Refuses messages before the disk is really full, so that what becomes of the stored ones can
/// still be written.
final class Space {

    private static final long FRESH = Duration.ofMillis(250).toNanos();

    private final Disk disk;
    private final long reserve;
    private final AtomicLong estimate = new AtomicLong();
    private volatile long checkedAt = System.nanoTime() - 2 * FRESH;

    /// @param reserve octets that stay free
    Space(Disk disk, long reserve) {
        this.disk = disk;
        this.reserve = reserve;
    }

    /// Makes sure that a message may take that many octets.
    void require(long octets) throws IOException {
        if (System.nanoTime() - checkedAt > FRESH || !isEnough(octets)) {
            refresh();
        }
        if (!isEnough(octets)) {
            throw new SpoolFullException(
                    "the spool's disk has only "
                            + estimate.get()
                            + " octets left; min-free is "
                            + reserve);
        }
    }

    /// Whether messages are refused now.
    boolean isLow() {
        try {
            require(0);
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    /// Says that octets were taken since the last look.
    void taken(long octets) {
        estimate.addAndGet(-octets);
    }

    /// Octets free; 0 if the system does not tell.
    long free() {
        try {
            refresh();
            return estimate.get();
        } catch (IOException _) {
            return 0;
        }
    }

    /// The same failure as a [SpoolFullException] if it means that space ran out.
    static IOException explain(IOException failure) {
        var text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        boolean full =
                text.contains("no space left")
                        || text.contains("quota exceeded")
                        || text.contains("not enough space");
        return full && !(failure instanceof SpoolFullException)
                ? new SpoolFullException("the spool's disk is full", failure)
                : failure;
    }

    private boolean isEnough(long octets) {
        return estimate.get() - octets >= reserve;
    }

    private void refresh() throws IOException {
        estimate.set(disk.free());
        checkedAt = System.nanoTime();
    }
}
