package io.staffetta.kernel;

import io.staffetta.spi.state.StateEntry;
import io.staffetta.spi.state.StateStore;
import io.staffetta.spi.state.StateTable;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// Small facts where no plugin keeps them: gone with the process.
final class MemoryState implements StateStore {

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");

    private final InstantSource clock;
    private final Map<String, Table> tables = new ConcurrentHashMap<>();

    MemoryState(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public StateTable table(String name, int maxEntries) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no name for a table: 1 to 64 of a-z, 0-9 and -".formatted(name));
        }
        if (maxEntries < 1) {
            throw new IllegalArgumentException("a table keeps at least one entry");
        }
        return tables.computeIfAbsent(name, _ -> new Table(clock)).limitedTo(maxEntries);
    }

    private static final class Table implements StateTable {

        private final InstantSource clock;
        private final TreeMap<String, StateEntry> entries = new TreeMap<>();
        private int limit;

        Table(InstantSource clock) {
            this.clock = clock;
        }

        synchronized Table limitedTo(int maxEntries) {
            limit = maxEntries;
            return this;
        }

        @Override
        public synchronized Optional<StateEntry> get(String key) {
            requireKey(key);
            return Optional.ofNullable(entries.get(key)).filter(this::isAlive);
        }

        @Override
        public void put(String key, byte[] value, Instant expires) {
            update(key, _ -> Optional.of(new StateEntry(key, value, expires)));
        }

        @Override
        public synchronized Optional<StateEntry> update(
                String key, UnaryOperator<Optional<StateEntry>> change) {
            var next = change.apply(get(key));
            if (next.isPresent() && next.get().value().length > 4096) {
                throw new IllegalArgumentException("a value has at most 4096 octets");
            }
            entries.remove(key);
            next.map(entry -> new StateEntry(key, entry.value(), entry.expires()))
                    .ifPresent(entry -> add(key, entry));
            return next;
        }

        @Override
        public synchronized boolean remove(String key) {
            requireKey(key);
            return Optional.ofNullable(entries.remove(key)).filter(this::isAlive).isPresent();
        }

        @Override
        public synchronized List<StateEntry> list(String after, int most) {
            return entries.tailMap(after, false).values().stream()
                    .filter(this::isAlive)
                    .limit(most)
                    .toList();
        }

        @Override
        public synchronized int size() {
            return entries.size();
        }

        /// Makes room for many at once, so that a full table does not search for each.
        private void add(String key, StateEntry entry) {
            if (entries.size() >= limit) {
                entries.values().removeIf(one -> !isAlive(one));
            }
            if (entries.size() >= limit) {
                int surplus = entries.size() - limit + 1 + limit / 100;
                entries.values().stream()
                        .sorted(Comparator.comparing(StateEntry::expires))
                        .limit(surplus)
                        .map(StateEntry::key)
                        .toList()
                        .forEach(entries::remove);
            }
            entries.put(key, entry);
        }

        private static void requireKey(String key) {
            if (key.isEmpty() || key.length() > 512) {
                throw new IllegalArgumentException("a key has 1 to 512 characters");
            }
        }

        private boolean isAlive(StateEntry entry) {
            return entry.expires().isAfter(clock.instant());
        }
    }
}
