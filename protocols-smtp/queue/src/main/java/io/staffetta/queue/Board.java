package io.staffetta.queue;

import io.staffetta.spi.spool.SpoolId;

import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;

/// What the threads of a queue share.
///
/// @param crew the threads and their lock
/// @param schedule guarded by that lock
/// @param lanes guarded by that lock
record Board(Crew crew, Schedule schedule, Lanes lanes) {

    /// Messages that are looked at without letting go of the lock, so that none that comes in waits
    /// for long.
    private static final int CHUNK = 500;

    /// Shows all messages with the lock, oldest first, but lets others have it in between.
    void scan(Consumer<Slot> action) {
        var last = Optional.<SpoolId>empty();
        do {
            var after = last;
            last =
                    crew.ask(() -> {
                        var chunk = schedule.some(after, CHUNK);
                        chunk.forEach(action);
                        return chunk.isEmpty()
                                ? Optional.<SpoolId>empty()
                                : Optional.of(chunk.getLast().id);
                    });
        } while (last.isPresent());
    }

    /// Does something with the lock for each, but lets others have it in between.
    <T> void inChunks(Iterator<T> all, Consumer<T> action) {
        while (all.hasNext()) {
            crew.locked(() -> {
                for (int i = 0; i < CHUNK && all.hasNext(); i++) {
                    action.accept(all.next());
                }
            });
        }
    }
}
