package io.staffetta.spool.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;

/// Writes records to the log and tells what became of each. Used by the committer only.
///
/// A write or fsync that fails voids what the segment had not on stable storage: messages are
/// refused, notes are kept and written to a new segment. An fsync is never tried again on the same
/// data, since the system may report success without having it.
final class LogWriter {

    private static final Logger log = LoggerFactory.getLogger(LogWriter.class);

    private final Segments segments;
    private final Index index;
    private final LargeFiles large;
    private final Space space;
    private final SpoolMeters meters;
    private final LogSpoolSettings settings;
    private final LongSupplier nextId;
    private final List<Placed> unsynced = new ArrayList<>();
    private final Deque<Append.Note> retained = new ArrayDeque<>();
    private final List<Append> followUps = new ArrayList<>();
    private boolean durable;
    private boolean failing;

    /// A record that was written but is not on stable storage yet.
    private record Placed(Append append, Segment segment, int offset) {}

    LogWriter(
            Segments segments,
            Index index,
            LargeFiles large,
            Space space,
            SpoolMeters meters,
            LogSpoolSettings settings,
            LongSupplier nextId) {
        this.segments = segments;
        this.index = index;
        this.large = large;
        this.space = space;
        this.meters = meters;
        this.settings = settings;
        this.nextId = nextId;
    }

    /// Writes records in their order, after the notes that could not be written before.
    void write(Collection<Append> records) {
        var todo = new ArrayDeque<Append>(retained);
        retained.clear();
        todo.addAll(followUps);
        followUps.clear();
        todo.addAll(records);
        @Nullable IOException closed = null;
        for (var record : todo) {
            if (closed != null || (record instanceof Append.Note && !retained.isEmpty())) {
                // Notes stay in their order.
                refuse(record, closed == null ? new IOException("the spool cannot write") : closed);
                continue;
            }
            ActiveSegment segment;
            try {
                segment = segmentFor(record.body());
            } catch (IOException e) {
                closed = failed(e);
                refuse(record, closed);
                continue;
            }
            try {
                space.taken(segment.reserve(record.body(), settings.allocationStep()));
            } catch (IOException e) {
                refuse(record, failed(e));
                continue;
            }
            append(record, segment);
        }
    }

    /// Puts everything on stable storage if somebody waits for it, else just hands it to the
    /// operating system.
    ///
    /// @param due whether notes have waited long enough
    void finish(boolean due) {
        var segment = segments.active();
        if (segment == null || unsynced.isEmpty()) {
            return;
        }
        if (durable || due) {
            force(segment);
            return;
        }
        try {
            segment.flush();
        } catch (IOException e) {
            giveUp(e);
        }
    }

    /// Whether something is not on stable storage yet.
    boolean isBehind() {
        return !unsynced.isEmpty() || !retained.isEmpty() || !followUps.isEmpty();
    }

    /// Fails everything that still waits, after an internal error or at the end.
    void stop(Collection<Append> records, IOException cause) {
        unsynced.forEach(placed -> refuse(placed.append(), cause));
        unsynced.clear();
        records.forEach(record -> refuse(record, cause));
        segments.abandon();
        if (!retained.isEmpty()) {
            log.atError()
                    .addKeyValue("records", retained.size())
                    .log("spool: progress could not be written; deliveries may be repeated");
        }
    }

    private ActiveSegment segmentFor(Append.Body body) throws IOException {
        var active = segments.active();
        if (active != null && active.fits(body)) {
            return active;
        }
        if (active != null && !unsynced.isEmpty()) {
            force(active);
        }
        return segments.roll(body, nextId.getAsLong());
    }

    private void append(Append record, ActiveSegment segment) {
        try {
            int offset = segment.append(record.body());
            unsynced.add(new Placed(record, segment.segment(), offset));
            durable |= record.isDurable();
        } catch (IOException e) {
            giveUp(e);
            refuse(record, Space.explain(e));
        }
    }

    private void force(ActiveSegment segment) {
        long begun = System.nanoTime();
        try {
            segment.force();
        } catch (IOException e) {
            giveUp(e);
            return;
        }
        meters.committed(unsynced.size(), Duration.ofNanos(System.nanoTime() - begun));
        if (failing) {
            failing = false;
            log.atInfo().log("spool: storing works again");
        }
        var done = List.copyOf(unsynced);
        unsynced.clear();
        durable = false;
        done.forEach(this::completed);
    }

    private void completed(Placed placed) {
        switch (placed.append()) {
            case Append.Store store -> {
                var body = store.body();
                index.put(
                        body.id(),
                        store.payload(),
                        placed.segment(),
                        placed.offset(),
                        body.recordSize());
                if (store.done().complete(true)) {
                    meters.stored();
                } else {
                    // Whoever stored it has given up and said so to the client.
                    long key = index.remove(body.id());
                    followUps.add(Append.Note.done(body.id(), key, false));
                }
            }
            case Append.Copy copy -> {
                meters.copied();
                index.move(
                        copy.body().id(),
                        copy.from(),
                        copy.offset(),
                        placed.segment(),
                        placed.offset(),
                        copy.body().recordSize());
            }
            case Append.Note note -> {
                if (note.largeKey() != 0) {
                    large.delete(note.largeKey());
                }
                note.done().complete(true);
            }
        }
    }

    private void giveUp(IOException cause) {
        var reason = failed(cause);
        segments.abandon();
        var later = List.copyOf(retained);
        retained.clear();
        unsynced.forEach(placed -> refuse(placed.append(), reason));
        retained.addAll(later);
        unsynced.clear();
        durable = false;
    }

    private void refuse(Append record, IOException cause) {
        switch (record) {
            case Append.Store store -> {
                meters.refused();
                store.payload().large().ifPresent(file -> large.delete(file.key()));
                store.fail(cause);
            }
            case Append.Copy _ -> {}
            case Append.Note note -> {
                note.done().completeExceptionally(cause);
                retained.add(note);
            }
        }
    }

    private IOException failed(IOException cause) {
        if (!failing) {
            failing = true;
            log.atError()
                    .addKeyValue("cause", String.valueOf(cause))
                    .log("spool: cannot write, messages are refused for now");
        }
        return Space.explain(cause);
    }
}
