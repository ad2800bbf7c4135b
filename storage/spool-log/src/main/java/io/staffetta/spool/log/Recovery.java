package io.staffetta.spool.log;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Rebuilds the index from the segments at start.
final class Recovery {

    private static final Logger log = LoggerFactory.getLogger(Recovery.class);

    private final Disk disk;
    private final Index index;
    private final Damage damage;
    private final Map<Long, SegmentHeader> successors = new HashMap<>();
    private long highestId;

    /// Octets that are no readable record.
    ///
    /// @param id the message they were about; 0 if unknown
    private record Gap(int from, int to, long id, String reason) {}

    Recovery(Disk disk, Index index, Damage damage) {
        this.disk = disk;
        this.index = index;
        this.damage = damage;
    }

    /// Reads all segments.
    ///
    /// @return the highest id that was ever given, as far as anybody can tell
    long run(Segments segments) throws IOException {
        var headers = new ArrayList<SegmentHeader>();
        var numbers = new ArrayList<Long>();
        for (var name : disk.list(Disk.SEGMENTS)) {
            if (Segment.isLog(name)) {
                numbers.add(Segment.numberOf(name));
                readHeader(name, headers);
            } else if (Segment.isSpare(name)) {
                numbers.add(Segment.numberOf(name));
                try (var file = disk.read(Disk.SEGMENTS + "/" + name)) {
                    segments.recoveredSpare(Segment.numberOf(name), file.size());
                }
            }
        }
        var found = new ArrayList<Segment>();
        int synced = Segment.BLOCK;
        for (var header : headers) {
            var segment = new Segment(header.number(), header.salt());
            synced = read(header, segment, header.number() == headers.getLast().number());
            found.add(segment);
        }
        segments.recovered(found, numbers, synced);
        return highestId;
    }

    private void readHeader(String name, List<SegmentHeader> headers) throws IOException {
        try (var file = disk.read(Disk.SEGMENTS + "/" + name)) {
            var header = SegmentHeader.read(file);
            if (header.number() != Segment.numberOf(name)) {
                throw new DamagedRecordException("it belongs to segment " + header.number());
            }
            headers.add(header);
            successors.put(header.previous(), header);
            seen(header.nextId() - 1);
        } catch (DamagedRecordException e) {
            damage.wholeSegment(name, String.valueOf(e.getMessage()));
        }
    }

    // Returns up to where the segment was on stable storage for certain.
    private int read(SegmentHeader header, Segment segment, boolean last) throws IOException {
        var successor = successors.get(header.number());
        int limit = successor == null ? Integer.MAX_VALUE : successor.previousEnd();
        int synced = successor == null ? Segment.BLOCK : successor.previousSynced();
        var gaps = new ArrayList<Gap>();
        try (var file = last ? disk.open(segment.path()) : disk.read(segment.path())) {
            segment.allocated(file.size());
            var cursor = new RecordCursor(file, header.salt(), limit);
            for (var next = cursor.next(); next.isPresent(); next = cursor.next()) {
                var record = next.get();
                synced = Math.max(synced, record.syncedTo());
                if (cursor.gap() != cursor.offset()) {
                    gaps.add(new Gap(cursor.gap(), cursor.offset(), 0, "no record is there"));
                }
                seen(record.id());
                try {
                    apply(record, cursor, segment);
                } catch (DamagedRecordException e) {
                    gaps.add(
                            new Gap(
                                    cursor.offset(),
                                    cursor.end(),
                                    record.id(),
                                    String.valueOf(e.getMessage())));
                }
            }
            segment.end(cursor.end());
            if (synced > cursor.end()) {
                gaps.add(new Gap(cursor.end(), synced, 0, "no record is there"));
                segment.end(synced);
            }
            if (last) {
                // What was read may lie in the system's cache only; from now on it counts.
                file.force();
            }
        }
        report(segment, gaps, synced);
        return synced;
    }

    private void apply(RecordHeader record, RecordCursor cursor, Segment segment)
            throws IOException {
        var payload = cursor.payload();
        long id = record.id();
        switch (record.type()) {
            case MESSAGE ->
                    index.put(id, message(payload), segment, cursor.offset(), record.recordSize());
            case PROGRESS -> progress(id, MessageState.decode(octets(payload)));
            case HOLD -> index.hold(id, MessageState.decode(octets(payload)).hold());
            case DONE -> index.remove(id);
            case CLOSED -> {}
        }
    }

    private MessagePayload message(ByteBuffer payload) throws DamagedRecordException {
        var message = MessagePayload.parse(payload);
        message.large().ifPresent(file -> seen(file.key()));
        return message;
    }

    private void progress(long id, MessageState changes) throws DamagedRecordException {
        try {
            if (index.progress(id, changes.recipients()) == Index.Change.DONE) {
                index.remove(id);
            }
        } catch (IllegalArgumentException e) {
            throw new DamagedRecordException("progress of a recipient that is not there", e);
        }
    }

    private void report(Segment segment, List<Gap> gaps, int synced) {
        for (var gap : gaps) {
            if (gap.from() < synced) {
                damage.found(segment.number(), gap.from(), gap.to(), gap.id(), gap.reason());
            } else {
                log.atWarn()
                        .addKeyValue("segment", segment.path())
                        .addKeyValue("from", gap.from())
                        .addKeyValue("to", gap.to())
                        .log("spool: an unfinished write was cut off; nobody was promised it");
            }
        }
    }

    private void seen(long id) {
        highestId = Math.max(highestId, id);
    }

    private static byte[] octets(ByteBuffer payload) {
        var octets = new byte[payload.remaining()];
        payload.get(octets);
        return octets;
    }
}
