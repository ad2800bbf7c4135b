package io.staffetta.queue;

import io.staffetta.spi.spool.SpoolId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which message is to be looked at when. It knows of a message its id, when it is due, how many
/// recipients are not done and which of them are being delivered to; everything else is in the
/// spool. Not thread-safe, reads no clock.
///
/// A message that is due is taken by [#takeDue], looked at by one thread, and given back by
/// [#prepared]. Until then it is not taken again.
final class Schedule {

    private static final long NEVER = Long.MAX_VALUE;

    private final TreeMap<SpoolId, Slot> slots = new TreeMap<>();
    private final TreeSet<Slot> waiting =
            new TreeSet<>(
                    Comparator.<Slot>comparingLong(slot -> slot.due)
                            .thenComparing(slot -> slot.id));

    /// A message that was taken to be looked at.
    ///
    /// @param forced whether recipients whose time has not come are to be tried too
    /// @param busy recipients that are being delivered to
    record Pick(SpoolId id, boolean forced, BitSet busy) {}

    /// Adds a message that is due some time; held ones never are.
    ///
    /// @param open recipients that are not done
    void add(SpoolId id, int open, Optional<Instant> due) {
        var slot = new Slot(id, open);
        if (slots.putIfAbsent(id, slot) == null) {
            bringForward(slot, millis(due));
        }
    }

    /// Adds a message and takes it at once; empty if it is known already.
    Optional<Pick> addAndTake(SpoolId id, int open) {
        var slot = new Slot(id, open);
        return slots.putIfAbsent(id, slot) == null ? Optional.of(take(slot)) : Optional.empty();
    }

    /// Takes the message that is due for the longest time.
    Optional<Pick> takeDue(Instant now) {
        if (waiting.isEmpty() || waiting.first().due > now.toEpochMilli()) {
            return Optional.empty();
        }
        return Optional.of(take(waiting.removeFirst()));
    }

    /// When the next message is due.
    Optional<Instant> nextDue() {
        return waiting.isEmpty()
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(waiting.first().due));
    }

    /// Gives back a message that was taken.
    ///
    /// @param started recipients that are being delivered to from now on
    /// @param due when to look at the others
    void prepared(SpoolId id, Collection<Integer> started, Optional<Instant> due) {
        var slot = slots.get(id);
        if (slot != null) {
            started.forEach(slot::begin);
            slot.taken = false;
            var earlier = Math.min(slot.due, millis(due));
            slot.due = NEVER;
            bringForward(slot, earlier);
        }
    }

    /// A delivery ended.
    ///
    /// @param recipients of the delivery
    /// @param done how many of them are done
    /// @param due when to look at the rest of them
    void ended(SpoolId id, Collection<Integer> recipients, int done, Optional<Instant> due) {
        var slot = slots.get(id);
        if (slot == null) {
            return;
        }
        recipients.forEach(slot::end);
        slot.open -= done;
        if (slot.open <= 0) {
            forget(id);
        } else {
            bringForward(slot, millis(due));
        }
    }

    /// Drops a message that is gone.
    void forget(SpoolId id) {
        var slot = slots.remove(id);
        if (slot != null && !slot.taken) {
            waiting.remove(slot);
        }
    }

    /// Makes every message due, held ones too: they may have been released.
    void retryAll(Instant now) {
        for (var slot : slots.values()) {
            slot.forced = true;
            bringForward(slot, now.toEpochMilli());
        }
    }

    boolean contains(SpoolId id) {
        return slots.containsKey(id);
    }

    int size() {
        return slots.size();
    }

    /// The oldest messages.
    List<SpoolId> first(int limit) {
        return slots.navigableKeySet().stream().limit(limit).toList();
    }

    private static Pick take(Slot slot) {
        var pick = new Pick(slot.id, slot.forced, slot.busy());
        slot.taken = true;
        slot.forced = false;
        slot.due = NEVER;
        return pick;
    }

    private void bringForward(Slot slot, long due) {
        if (due >= slot.due) {
            return;
        }
        if (slot.taken) {
            slot.due = due;
            return;
        }
        // The key of the set must not change while the slot is in it.
        waiting.remove(slot);
        slot.due = due;
        waiting.add(slot);
    }

    /// Rounded up: who looks at a message finds that its time has come.
    private static long millis(Optional<Instant> due) {
        return due.map(instant -> instant.plusNanos(999_999).toEpochMilli()).orElse(NEVER);
    }

    /// Kept small: there may be a million.
    private static final class Slot {
        final SpoolId id;
        long due = NEVER;
        int open;
        boolean taken;
        boolean forced;
        private @Nullable BitSet busy;

        Slot(SpoolId id, int open) {
            this.id = id;
            this.open = open;
        }

        void begin(int recipient) {
            if (busy == null) {
                busy = new BitSet();
            }
            busy.set(recipient);
        }

        void end(int recipient) {
            if (busy != null) {
                busy.clear(recipient);
                if (busy.isEmpty()) {
                    busy = null;
                }
            }
        }

        BitSet busy() {
            return busy == null ? new BitSet() : (BitSet) busy.clone();
        }
    }
}
