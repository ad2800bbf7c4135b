package io.staffetta.spool.log;

import io.staffetta.spi.spool.RecipientProgress;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Where every live message lies and what became of it so far; its own lock.
final class Index {

    private final EntryTable entries = new EntryTable();
    private final Map<Long, Large> large = new HashMap<>();
    private long recordOctets;
    private long largeOctets;

    /// A file with large content.
    record Large(long key, long length) {}

    /// What a new state did to a message.
    enum Change {
        /// There is no such message.
        UNKNOWN,
        /// It goes on.
        OPEN,
        /// It is done.
        DONE
    }

    /// A message's place, which stays readable until this is closed.
    ///
    /// @param state encoded [MessageState]; empty for a new message
    record Lease(Index index, Segment segment, int offset, int size, Optional<byte[]> state)
            implements AutoCloseable {

        MessageState messageState() throws DamagedRecordException {
            return state.isPresent() ? MessageState.decode(state.get()) : MessageState.NEW;
        }

        @Override
        public void close() {
            synchronized (index) {
                segment.readers--;
            }
        }
    }

    /// Adds a message, or moves one that is there to a new record.
    synchronized void put(long id, MessagePayload payload, Segment segment, int offset, int size) {
        remove(id);
        var entry = new Entry(id, payload.recipients(), segment, offset, size);
        entry.state = payload.state().length == 0 ? null : payload.state();
        entries.put(entry);
        segment.live++;
        recordOctets += size;
        payload.large()
                .ifPresent(file -> {
                    large.put(id, new Large(file.key(), file.length()));
                    largeOctets += file.length();
                });
    }

    /// Lets a copied message lie where the copy is, unless it is gone or has moved since.
    synchronized void move(
            long id, Segment from, int fromOffset, Segment to, int offset, int size) {
        var entry = entries.get(id);
        if (entry == null || entry.segment != from || entry.offset != fromOffset) {
            return;
        }
        from.live--;
        to.live++;
        recordOctets += size - entry.size;
        entry.segment = to;
        entry.offset = offset;
        entry.size = size;
    }

    /// Whether the record at that place is a live message.
    synchronized boolean isAt(long id, Segment segment, int offset) {
        var entry = entries.get(id);
        return entry != null && entry.segment == segment && entry.offset == offset;
    }

    /// Takes over new states of some recipients. A message that is done stays until [#remove].
    ///
    /// @throws IllegalArgumentException if there is no such recipient
    synchronized Change progress(long id, Map<Integer, RecipientProgress> changes) {
        var entry = entries.get(id);
        if (entry == null) {
            return Change.UNKNOWN;
        }
        for (int recipient : changes.keySet()) {
            if (recipient < 0 || recipient >= entry.recipients) {
                throw new IllegalArgumentException("no recipient " + recipient);
            }
        }
        var state = stateOf(entry).with(changes);
        entry.state = state.encode();
        return state.isDone(entry.recipients) ? Change.DONE : Change.OPEN;
    }

    /// Takes over a hold or its release; returns whether there is such a message.
    synchronized boolean hold(long id, Optional<String> reason) {
        var entry = entries.get(id);
        if (entry == null) {
            return false;
        }
        entry.state = stateOf(entry).withHold(reason).encode();
        return true;
    }

    /// Forgets a message.
    ///
    /// @return key of its large file; 0 for none
    synchronized long remove(long id) {
        var entry = entries.get(id);
        if (entry == null) {
            return 0;
        }
        entries.remove(id);
        entry.segment.live--;
        recordOctets -= entry.size;
        var file = large.remove(id);
        if (file == null) {
            return 0;
        }
        largeOctets -= file.length();
        return file.key();
    }

    /// Finds a message and keeps its place readable.
    synchronized Optional<Lease> lease(long id) {
        var entry = entries.get(id);
        if (entry == null) {
            return Optional.empty();
        }
        entry.segment.readers++;
        return Optional.of(
                new Lease(
                        this,
                        entry.segment,
                        entry.offset,
                        entry.size,
                        Optional.ofNullable(entry.state)));
    }

    /// The encoded state of a message; empty for a new one.
    synchronized byte[] state(long id) {
        var entry = entries.get(id);
        return entry == null || entry.state == null ? new byte[0] : entry.state;
    }

    /// Whether a segment holds nothing that anybody needs.
    synchronized boolean isUnused(Segment segment) {
        return segment.live == 0 && segment.readers == 0;
    }

    /// All ids, rising.
    synchronized long[] ids() {
        var ids = new long[entries.size()];
        var next = new int[1];
        entries.forEach(entry -> ids[next[0]++] = entry.id);
        Arrays.sort(ids);
        return ids;
    }

    /// Large files of live messages, by id.
    synchronized Map<Long, Large> large() {
        return Map.copyOf(large);
    }

    synchronized int size() {
        return entries.size();
    }

    /// Octets of the records of live messages.
    synchronized long recordOctets() {
        return recordOctets;
    }

    /// Octets of the large files of live messages.
    synchronized long largeOctets() {
        return largeOctets;
    }

    private static MessageState stateOf(Entry entry) {
        byte @Nullable [] state = entry.state;
        if (state == null) {
            return MessageState.NEW;
        }
        try {
            return MessageState.decode(state);
        } catch (IOException e) {
            throw new IllegalStateException("state in memory is malformed", e);
        }
    }
}
