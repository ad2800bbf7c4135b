package io.staffetta.queue;

import io.staffetta.spi.queue.MailQueue.Status;
import io.staffetta.spi.spool.SpoolId;

import org.jspecify.annotations.Nullable;

import java.util.BitSet;
import java.util.Set;

/// What the [Schedule] keeps of a message. Kept small: there may be a million.
final class Slot {

    static final long NEVER = Long.MAX_VALUE;

    final SpoolId id;
    final long receivedAt;

    /// See [Newcomer#hash].
    final int sender;

    final Destinations.Some domains;

    /// In milliseconds.
    long due = NEVER;

    /// Recipients that are not done.
    int open;

    /// Being looked at.
    boolean taken;

    /// Recipients whose time has not come are tried too.
    boolean forced;

    boolean held;

    /// It was released since it was taken: what was read of it before says nothing of being held.
    boolean released;

    /// It was looked at before, and waits for another time.
    boolean deferred;

    /// It stands in one of the lists of what is due.
    boolean listed;

    /// How it counts.
    Weight weight = Weight.NONE;

    /// Recipients that are being delivered to or wait for their turn.
    private @Nullable BitSet busy;

    /// Domains and next hops whose recipients are tried though their time has not come.
    Set<Object> wanted = Set.of();

    /// How it is to end, by order of the operator.
    @Nullable Ending ending;

    /// What a message counts as.
    enum Weight {
        NONE,
        NEW,
        DEFERRED
    }

    Slot(Newcomer newcomer, Destinations.Some domains) {
        this.id = newcomer.id();
        this.receivedAt = newcomer.receivedAt().toEpochMilli();
        this.sender = newcomer.sender();
        this.domains = domains;
        this.open = newcomer.open().values().stream().mapToInt(Integer::intValue).sum();
        this.held = newcomer.held();
        this.deferred = newcomer.tried();
    }

    /// Whether nothing is under way.
    boolean isQuiet() {
        return !taken && busy == null;
    }

    /// Whether nothing more is to begin.
    boolean isBarred() {
        return held || ending != null;
    }

    Status status() {
        if (held) {
            return Status.HELD;
        }
        if (busy != null) {
            return Status.ACTIVE;
        }
        return deferred ? Status.DEFERRED : Status.INCOMING;
    }

    /// Whether the recipient was not busy.
    boolean begin(int recipient) {
        if (busy == null) {
            busy = new BitSet();
        }
        if (busy.get(recipient)) {
            return false;
        }
        busy.set(recipient);
        return true;
    }

    /// Whether the recipient was busy.
    boolean end(int recipient) {
        if (busy == null || !busy.get(recipient)) {
            return false;
        }
        busy.clear(recipient);
        if (busy.isEmpty()) {
            busy = null;
        }
        return true;
    }

    int busyCount() {
        return busy == null ? 0 : busy.cardinality();
    }

    BitSet busy() {
        return busy == null ? new BitSet() : (BitSet) busy.clone();
    }
}
