package io.staffetta.spool.log;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/// Entries by id: an open hash table, which needs half the memory of a `HashMap<Long, Entry>`.
final class EntryTable {

    private static final int SMALLEST = 64;

    private @Nullable Entry[] slots = new @Nullable Entry[SMALLEST];
    private int size;

    int size() {
        return size;
    }

    @Nullable Entry get(long id) {
        return slots[slotOf(id)];
    }

    void put(Entry entry) {
        int slot = slotOf(entry.id);
        if (slots[slot] == null) {
            size++;
        }
        slots[slot] = entry;
        if (size > slots.length / 3 * 2) {
            resize(slots.length * 2);
        }
    }

    void remove(long id) {
        int hole = slotOf(id);
        if (slots[hole] == null) {
            return;
        }
        slots[hole] = null;
        size--;
        closeGap(hole);
        if (slots.length > SMALLEST && size < slots.length / 8) {
            resize(slots.length / 2);
        }
    }

    void forEach(Consumer<Entry> visitor) {
        for (var entry : slots) {
            if (entry != null) {
                visitor.accept(entry);
            }
        }
    }

    // Entries behind the hole move up if the hole cuts them off from where their search begins.
    private void closeGap(int gap) {
        int hole = gap;
        for (int at = next(hole); ; at = next(at)) {
            var entry = slots[at];
            if (entry == null) {
                return;
            }
            int home = home(entry.id);
            boolean reachable = hole < at ? home > hole && home <= at : home > hole || home <= at;
            if (!reachable) {
                slots[hole] = entry;
                slots[at] = null;
                hole = at;
            }
        }
    }

    private int slotOf(long id) {
        int slot = home(id);
        while (true) {
            var entry = slots[slot];
            if (entry == null || entry.id == id) {
                return slot;
            }
            slot = next(slot);
        }
    }

    private int home(long id) {
        return (int) ((id * 0x9E37_79B9_7F4A_7C15L) >>> 32) & (slots.length - 1);
    }

    private int next(int slot) {
        return (slot + 1) & (slots.length - 1);
    }

    private void resize(int length) {
        var old = slots;
        slots = new @Nullable Entry[length];
        for (var entry : old) {
            if (entry != null) {
                slots[slotOf(entry.id)] = entry;
            }
        }
    }
}
