package io.staffetta.queue;

import io.staffetta.queue.Slot.Weight;
import io.staffetta.spi.queue.MailQueue.Status;
import io.staffetta.spi.spool.SpoolId;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/// Which message is to be looked at when. It knows of a message no more than a [Slot]; everything
/// else is in the spool. Not thread-safe, reads no clock.
///
/// A message that is due is taken by [#takeDue], looked at by one thread, and given back by
/// [#prepared]. Until then it is not taken again. New messages and those that wait for another
/// attempt take turns, and so many at most are active, that is taken or busy with a delivery.
final class Schedule {

    /// Recipients that may be busy, for each message that may be active.
    static final int RECIPIENTS = 10;

    private static final Comparator<Slot> BY_DUE =
            Comparator.<Slot>comparingLong(slot -> slot.due).thenComparing(slot -> slot.id);

    private final int most;
    private final TreeMap<SpoolId, Slot> slots = new TreeMap<>();
    private final TreeSet<Slot> incoming = new TreeSet<>(BY_DUE);
    private final TreeSet<Slot> deferred = new TreeSet<>(BY_DUE);
    private final Destinations destinations = new Destinations();
    private boolean deferredIsNext;
    private int activeNew;
    private int activeDeferred;
    private long busyRecipients;
    private int held;

    /// @param most messages that may be active
    Schedule(int most) {
        this.most = most;
    }

    /// A message that was taken to be looked at.
    ///
    /// @param forced whether recipients whose time has not come are to be tried too
    /// @param wanted domains and lanes whose recipients are, see [#want]
    /// @param busy recipients that are being delivered to
    record Pick(SpoolId id, boolean forced, Set<Object> wanted, BitSet busy) {}

    /// Adds a message unless it is known.
    ///
    /// @return whether it was added
    boolean add(Newcomer newcomer) {
        if (slots.containsKey(newcomer.id())) {
            return false;
        }
        var slot = new Slot(newcomer, destinations.add(newcomer.open()));
        slots.put(slot.id, slot);
        held += slot.held ? 1 : 0;
        slot.due = millis(Optional.of(newcomer.due()));
        list(slot);
        return true;
    }

    /// Adds a message that is due when the operator says so.
    void addSuspended(Newcomer newcomer) {
        if (add(newcomer)) {
            change(
                    newcomer.id(),
                    slot -> {
                        slot.deferred = true;
                        slot.due = Slot.NEVER;
                    });
        }
    }

    /// Adds a message and takes it at once; empty if it is known already, held, or has to wait.
    Optional<Pick> addAndTake(Newcomer newcomer) {
        return add(newcomer) && !newcomer.held() && hasRoom()
                ? Optional.ofNullable(slots.get(newcomer.id())).map(this::take)
                : Optional.empty();
    }

    /// Takes a message that is due, of each kind that which is due for the longest time.
    Optional<Pick> takeDue(Instant now) {
        boolean fresh = hasRoom() && isDue(incoming, now);
        boolean old = hasRoomForDeferred() && isDue(deferred, now);
        if (!fresh && !old) {
            return Optional.empty();
        }
        boolean takeOld = old && (!fresh || deferredIsNext);
        deferredIsNext = !takeOld;
        return Optional.of(take((takeOld ? deferred : incoming).first()));
    }

    /// When the next message can be taken.
    Optional<Instant> nextDue() {
        long next = Slot.NEVER;
        if (hasRoom() && !incoming.isEmpty()) {
            next = incoming.first().due;
        }
        if (hasRoomForDeferred() && !deferred.isEmpty()) {
            next = Math.min(next, deferred.first().due);
        }
        return next == Slot.NEVER ? Optional.empty() : Optional.of(Instant.ofEpochMilli(next));
    }

    /// Gives back a message that was taken.
    ///
    /// @param started recipients that are being delivered to from now on
    /// @param due when to look at the others
    void prepared(SpoolId id, Collection<Integer> started, Optional<Instant> due) {
        change(
                id,
                slot -> {
                    started.forEach(recipient -> busyRecipients += slot.begin(recipient) ? 1 : 0);
                    slot.taken = false;
                    slot.deferred |= started.isEmpty() || due.isPresent();
                    slot.due = Math.min(slot.due, millis(due));
                });
    }

    /// A delivery ended.
    ///
    /// @param recipients of the delivery
    /// @param done the domains of those that are done, one for each
    /// @param due when to look at the rest of them
    void ended(
            SpoolId id, Collection<Integer> recipients, List<String> done, Optional<Instant> due) {
        change(
                id,
                slot -> {
                    recipients.forEach(recipient -> busyRecipients -= slot.end(recipient) ? 1 : 0);
                    slot.open -= done.size();
                    slot.deferred = true;
                    slot.due = Math.min(slot.due, millis(due));
                    if (slot.open > 0) {
                        destinations.done(slot.domains, done);
                    }
                });
        var slot = slots.get(id);
        if (slot != null && slot.open <= 0) {
            forget(id);
        }
    }

    /// Drops a message that is gone.
    void forget(SpoolId id) {
        var slot = slots.remove(id);
        if (slot != null) {
            unlist(slot);
            busyRecipients -= slot.busyCount();
            count(slot, Weight.NONE);
            held -= slot.held ? 1 : 0;
            destinations.remove(slot.domains);
        }
    }

    /// Makes a message due, all its recipients.
    boolean retry(SpoolId id, Instant now) {
        return change(
                id,
                slot -> {
                    slot.forced = true;
                    slot.due = Math.min(slot.due, now.toEpochMilli());
                });
    }

    /// Makes a message due.
    boolean look(SpoolId id, Instant now) {
        return change(id, slot -> slot.due = Math.min(slot.due, now.toEpochMilli()));
    }

    /// Makes a message due, those of its recipients whose domain or lane is named.
    boolean want(SpoolId id, Object destination, Instant now) {
        return change(
                id,
                slot -> {
                    slot.wanted = with(slot.wanted, destination);
                    slot.due = Math.min(slot.due, now.toEpochMilli());
                });
    }

    /// Mostly there is one: a million messages may wait for the same next hop.
    private static Set<Object> with(Set<Object> wanted, Object destination) {
        if (wanted.isEmpty()) {
            return Set.of(destination);
        }
        var more = new HashSet<>(wanted);
        more.add(destination);
        return Set.copyOf(more);
    }

    /// Nothing of the message is begun until it is released.
    boolean hold(SpoolId id) {
        return change(
                id,
                slot -> {
                    held += slot.held ? 0 : 1;
                    slot.held = true;
                });
    }

    /// Holds a message that was taken and whose record says that it is held; that may be out of
    /// date.
    void holdTaken(SpoolId id) {
        var slot = slots.get(id);
        if (slot != null && !slot.released) {
            hold(id);
        }
    }

    /// Makes a message due that was held, or was about to end.
    boolean release(SpoolId id, Instant now) {
        return change(
                        id,
                        slot -> {
                            held -= slot.held ? 1 : 0;
                            slot.held = false;
                            slot.released = true;
                            slot.ending = null;
                        })
                && retry(id, now);
    }

    /// Orders the end of a message: nothing of it is begun any more.
    boolean end(SpoolId id, Ending ending) {
        return change(id, slot -> slot.ending = ending);
    }

    /// Takes a message that is to end, once nothing of it is under way. Given back by [#spare] or
    /// dropped by [#forget].
    Optional<Ending> takeEnding(SpoolId id) {
        var slot = slots.get(id);
        if (slot == null || slot.ending == null || !slot.isQuiet()) {
            return Optional.empty();
        }
        change(id, taken -> taken.taken = true);
        return Optional.of(slot.ending);
    }

    /// Gives back a message that could not be ended.
    void spare(SpoolId id, Optional<Instant> due) {
        change(
                id,
                slot -> {
                    slot.taken = false;
                    slot.ending = null;
                    slot.due = Math.min(slot.due, millis(due));
                });
    }

    /// Whether nothing of the message is to begin, or it is gone.
    boolean isBarred(SpoolId id) {
        var slot = slots.get(id);
        return slot == null || slot.isBarred();
    }

    boolean isHeld(SpoolId id) {
        var slot = slots.get(id);
        return slot != null && slot.held;
    }

    /// Where the message's mail goes, as far as it is known.
    Set<LaneKey> lanes(SpoolId id) {
        var slot = slots.get(id);
        var lanes = new HashSet<LaneKey>();
        if (slot != null) {
            slot.domains.forEach(destination -> lanes.addAll(destination.lanes()));
        }
        return lanes;
    }

    boolean contains(SpoolId id) {
        return slots.containsKey(id);
    }

    Optional<Status> status(SpoolId id) {
        return Optional.ofNullable(slots.get(id)).map(Slot::status);
    }

    int size() {
        return slots.size();
    }

    int active() {
        return activeNew + activeDeferred;
    }

    int held() {
        return held;
    }

    Destinations destinations() {
        return destinations;
    }

    /// Some of the messages, in the order of acceptance.
    ///
    /// @param after the message before the first of them; empty for the oldest
    List<Slot> some(Optional<SpoolId> after, int limit) {
        var rest = after.map(id -> slots.tailMap(id, false)).orElse(slots);
        return first(rest.values(), limit);
    }

    /// Not by a stream: that asks for the size, and the rest of a map counts itself for the answer.
    static <T> List<T> first(Iterable<T> all, int limit) {
        var found = new ArrayList<T>();
        var next = all.iterator();
        while (found.size() < limit && next.hasNext()) {
            found.add(next.next());
        }
        return found;
    }

    private Pick take(Slot slot) {
        var pick = new Pick(slot.id, slot.forced, slot.wanted, slot.busy());
        change(
                slot.id,
                taken -> {
                    taken.taken = true;
                    taken.forced = false;
                    taken.released = false;
                    taken.wanted = Set.of();
                    taken.due = Slot.NEVER;
                });
        return pick;
    }

    /// The keys of the lists must not change while a slot is in them.
    private boolean change(SpoolId id, Consumer<Slot> change) {
        var slot = slots.get(id);
        if (slot == null) {
            return false;
        }
        unlist(slot);
        change.accept(slot);
        list(slot);
        var weight = slot.deferred ? Weight.DEFERRED : Weight.NEW;
        count(slot, slot.isQuiet() ? Weight.NONE : weight);
        return true;
    }

    private void unlist(Slot slot) {
        if (slot.listed) {
            (slot.deferred ? deferred : incoming).remove(slot);
            slot.listed = false;
        }
    }

    private void list(Slot slot) {
        if (!slot.taken && !slot.isBarred() && slot.due != Slot.NEVER) {
            (slot.deferred ? deferred : incoming).add(slot);
            slot.listed = true;
        }
    }

    private void count(Slot slot, Weight weight) {
        switch (slot.weight) {
            case NONE -> {}
            case NEW -> activeNew--;
            case DEFERRED -> activeDeferred--;
        }
        switch (weight) {
            case NONE -> {}
            case NEW -> activeNew++;
            case DEFERRED -> activeDeferred++;
        }
        slot.weight = weight;
    }

    private boolean hasRoom() {
        return active() < most && busyRecipients < (long) most * RECIPIENTS;
    }

    private boolean hasRoomForDeferred() {
        return hasRoom() && activeDeferred < most - most / 4;
    }

    private static boolean isDue(SortedSet<Slot> list, Instant now) {
        return !list.isEmpty() && list.first().due <= now.toEpochMilli();
    }

    /// Rounded up: who looks at a message finds that its time has come.
    private static long millis(Optional<Instant> due) {
        return due.map(instant -> instant.plusNanos(999_999).toEpochMilli()).orElse(Slot.NEVER);
    }
}
