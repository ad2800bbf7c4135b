package io.staffetta.spool.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Copies the live messages of the oldest segment forward while segments take too much space. The
/// committer calls it between batches.
final class Compaction {

    private static final Logger log = LoggerFactory.getLogger(Compaction.class);

    private final Disk disk;
    private final Segments segments;
    private final Index index;
    private final Damage damage;
    private final LogSpoolSettings settings;
    private @Nullable Segment source;
    private @Nullable DiskFile file;
    private @Nullable RecordCursor cursor;

    Compaction(
            Disk disk, Segments segments, Index index, Damage damage, LogSpoolSettings settings) {
        this.disk = disk;
        this.segments = segments;
        this.index = index;
        this.damage = damage;
        this.settings = settings;
    }

    /// Whether segments take too much space.
    boolean isWanted() {
        return segments.usedOctets()
                > settings.diskMultiple() * index.recordOctets() + 2 * settings.segmentSize();
    }

    /// The next live messages to copy.
    ///
    /// @param quota about how many octets
    List<Append> next(long quota) {
        var oldest = segments.oldest();
        if (!isWanted() || oldest.isEmpty()) {
            reset();
            return List.of();
        }
        try {
            var records = cursor(oldest.get());
            var copies = new ArrayList<Append>();
            long octets = 0;
            while (octets < quota) {
                var header = records.next();
                if (header.isEmpty()) {
                    reset();
                    break;
                }
                long id = header.get().id();
                if (index.isAt(id, oldest.get(), records.offset())) {
                    copies.addAll(copy(id, oldest.get(), records));
                    octets += header.get().recordSize();
                }
            }
            return copies;
        } catch (IOException e) {
            reset();
            log.atWarn()
                    .addKeyValue("segment", oldest.get().path())
                    .addKeyValue("cause", String.valueOf(e))
                    .log("spool: cannot read a segment to compact it");
            return List.of();
        }
    }

    /// Starts again at the beginning of the oldest segment; for after a failure.
    void reset() {
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                log.atDebug().addKeyValue("cause", String.valueOf(e)).log("cannot close a segment");
            }
        }
        file = null;
        cursor = null;
        source = null;
    }

    private RecordCursor cursor(Segment oldest) throws IOException {
        var present = cursor;
        if (present != null && source == oldest) {
            return present;
        }
        reset();
        var opened = disk.read(oldest.path());
        file = opened;
        source = oldest;
        var created = new RecordCursor(opened, oldest.salt(), oldest.end());
        cursor = created;
        return created;
    }

    private List<Append> copy(long id, Segment from, RecordCursor records) throws IOException {
        try {
            var payload = records.payload();
            var message = MessagePayload.parse(payload).withState(index.state(id));
            var inline = new byte[message.inline()];
            payload.get(payload.limit() - inline.length, inline);
            var body =
                    Append.Body.of(
                            RecordType.MESSAGE,
                            id,
                            message.prefix(),
                            message.envelope(),
                            message.state(),
                            inline);
            return List.of(new Append.Copy(body, from, records.offset()));
        } catch (DamagedRecordException e) {
            index.remove(id);
            damage.found(
                    from.number(),
                    records.offset(),
                    records.end(),
                    id,
                    String.valueOf(e.getMessage()));
            return List.of();
        }
    }
}
