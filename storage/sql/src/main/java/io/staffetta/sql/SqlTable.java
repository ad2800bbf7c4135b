package io.staffetta.sql;

import io.staffetta.spi.state.StateEntry;
import io.staffetta.spi.state.StateTable;
import io.staffetta.sql.StateRows.Row;

import org.jdbi.v3.core.Handle;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// One table of small facts. A change is one statement that goes through only if the entry still is
/// what it was when it was read; who shares the database with another server tries again.
final class SqlTable implements StateTable {

    private static final int STRIPES = 64;

    private final Database database;
    private final String name;
    private final Duration patience;
    private final InstantSource clock;
    private final TableBound bound;
    // Within one server nobody has to try again: whoever changes a key waits for his turn.
    private final ReentrantLock[] turns =
            Stream.generate(ReentrantLock::new).limit(STRIPES).toArray(ReentrantLock[]::new);

    private SqlTable(
            Database database,
            String name,
            Duration patience,
            InstantSource clock,
            TableBound bound) {
        this.database = database;
        this.name = name;
        this.patience = patience;
        this.clock = clock;
        this.bound = bound;
    }

    static SqlTable open(Database database, String name, Duration patience, InstantSource clock) {
        var bound = TableBound.open(database, name, clock);
        return new SqlTable(database, name, patience, clock, bound);
    }

    SqlTable limitedTo(int maxEntries) {
        bound.limitTo(maxEntries);
        return this;
    }

    @Override
    public Optional<StateEntry> get(String key) {
        var octets = octets(key);
        return database.read(handle -> rows(handle).find(octets)).flatMap(row -> alive(key, row));
    }

    @Override
    public void put(String key, byte[] value, Instant expires) {
        var row = row(octets(key), new StateEntry(key, value, expires));
        boolean added =
                inTurn(
                        key,
                        rows -> {
                            if (rows.overwrite(row)) {
                                return Optional.of(false);
                            }
                            return rows.insert(row) ? Optional.of(true) : Optional.empty();
                        });
        if (added) {
            bound.added();
        }
    }

    @Override
    public Optional<StateEntry> update(String key, UnaryOperator<Optional<StateEntry>> change) {
        var octets = octets(key);
        var changed = inTurn(key, rows -> attempt(rows, key, octets, change));
        if (changed.growth() > 0) {
            bound.added();
        } else if (changed.growth() < 0) {
            bound.removed(1);
        }
        return changed.entry();
    }

    @Override
    public boolean remove(String key) {
        var octets = octets(key);
        return inTurn(
                key,
                rows -> {
                    var found = rows.find(octets);
                    if (found.isEmpty()) {
                        return Optional.of(false);
                    }
                    if (rows.delete(List.of(found.get())) == 0) {
                        return Optional.empty();
                    }
                    bound.removed(1);
                    return Optional.of(alive(key, found.get()).isPresent());
                });
    }

    @Override
    public List<StateEntry> list(String after, int limit) {
        long now = clock.millis();
        var begin = after.getBytes(StandardCharsets.UTF_8);
        return database.read(handle -> rows(handle).list(begin, now, limit)).stream()
                .map(row -> entry(new String(row.key(), StandardCharsets.UTF_8), row))
                .toList();
    }

    @Override
    public int size() {
        return database.read(handle -> rows(handle).count());
    }

    /// @param growth entries more than before
    private record Changed(Optional<StateEntry> entry, int growth) {}

    /// Empty if somebody else was faster.
    private Optional<Changed> attempt(
            StateRows rows, String key, byte[] octets, UnaryOperator<Optional<StateEntry>> change) {
        var found = rows.find(octets);
        var before = found.flatMap(row -> alive(key, row));
        var after = change.apply(before);
        if (after.isEmpty()) {
            if (found.isEmpty()) {
                return Optional.of(new Changed(after, 0));
            }
            return rows.delete(List.of(found.get())) > 0
                    ? Optional.of(new Changed(after, -1))
                    : Optional.empty();
        }
        var row = row(octets, after.get());
        if (found.isEmpty()) {
            return rows.insert(row) ? Optional.of(new Changed(after, 1)) : Optional.empty();
        }
        return before.equals(after) || rows.replace(row, found.get().stamp())
                ? Optional.of(new Changed(after, 0))
                : Optional.empty();
    }

    private <T> T inTurn(String key, Function<StateRows, Optional<T>> work) {
        var turn = turns[Math.floorMod(key.hashCode(), STRIPES)];
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            if (!turn.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw tooBusy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw DatabaseFault.unavailable("interrupted while waiting for the state store");
        }
        try {
            while (true) {
                var done = database.note(handle -> work.apply(rows(handle)));
                if (done.isPresent()) {
                    return done.get();
                }
                if (System.nanoTime() - deadline > 0) {
                    throw tooBusy();
                }
            }
        } finally {
            turn.unlock();
        }
    }

    private RuntimeException tooBusy() {
        return DatabaseFault.unavailable(
                "too many change the same entry of the state table '%s'".formatted(name));
    }

    private StateRows rows(Handle handle) {
        return new StateRows(handle, name);
    }

    private Optional<StateEntry> alive(String key, Row row) {
        return row.expires() > clock.millis() ? Optional.of(entry(key, row)) : Optional.empty();
    }

    private static StateEntry entry(String key, Row row) {
        return new StateEntry(key, row.content(), Instant.ofEpochMilli(row.expires()));
    }

    private static Row row(byte[] key, StateEntry entry) {
        if (entry.value().length > 4096) {
            throw new IllegalArgumentException("a value has at most 4096 octets");
        }
        return new Row(
                key,
                entry.value(),
                entry.expires().toEpochMilli(),
                ThreadLocalRandom.current().nextLong());
    }

    private static byte[] octets(String key) {
        if (key.isEmpty() || key.length() > 512) {
            throw new IllegalArgumentException("a key has 1 to 512 characters");
        }
        try {
            var encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(key));
            var octets = new byte[encoded.remaining()];
            encoded.get(octets);
            return octets;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a key has no broken characters", e);
        }
    }
}
