package io.staffetta.sql;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/// Keeps a table from growing: whoever adds to it removes a few that have expired, and, where there
/// are too many, those that expire first. Never many at once, so that nobody waits for long.
final class TableBound {

    private static final Logger log = LoggerFactory.getLogger(TableBound.class);

    /// Rows one caller removes at most.
    private static final int BATCH = 500;

    /// Rows that are added between two looks for expired ones: fewer than a look removes.
    private static final int LOOK_EACH = 100;

    private final Database database;
    private final String table;
    private final InstantSource clock;
    private final AtomicInteger entries;
    private final AtomicInteger added = new AtomicInteger();
    private final ReentrantLock tidying = new ReentrantLock();
    private volatile int limit = Integer.MAX_VALUE;

    private TableBound(Database database, String table, InstantSource clock, int entries) {
        this.database = database;
        this.table = table;
        this.clock = clock;
        this.entries = new AtomicInteger(entries);
    }

    static TableBound open(Database database, String table, InstantSource clock) {
        int entries = database.read(handle -> new StateRows(handle, table).count());
        return new TableBound(database, table, clock, entries);
    }

    void limitTo(int maxEntries) {
        limit = maxEntries;
    }

    void removed(int count) {
        entries.addAndGet(-count);
    }

    /// One entry more.
    void added() {
        boolean full = entries.incrementAndGet() > limit;
        boolean look = added.incrementAndGet() % LOOK_EACH == 0;
        if ((full || look) && tidying.tryLock()) {
            try {
                tidy();
            } catch (UncheckedIOException e) {
                // What was added is there all the same, and the next one tries again.
                log.atWarn()
                        .addKeyValue("table", table)
                        .addKeyValue("error", e.getMessage())
                        .log("old entries of the state store not removed");
            } finally {
                tidying.unlock();
            }
        }
    }

    private void tidy() {
        removed(remove(clock.millis(), BATCH));
        if (entries.get() <= limit) {
            return;
        }
        // Another server may have removed some, or added.
        int real = database.read(handle -> new StateRows(handle, table).count());
        entries.set(real);
        if (real > limit) {
            // A few more than necessary, so that a full table is not tidied for each.
            int surplus = real - limit + limit / 100;
            removed(remove(Long.MAX_VALUE, Math.min(surplus, BATCH)));
        }
    }

    private int remove(long until, int most) {
        return database.note(handle -> {
            var rows = new StateRows(handle, table);
            return rows.delete(rows.soonest(until, most));
        });
    }
}
