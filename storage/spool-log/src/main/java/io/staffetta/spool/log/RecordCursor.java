package io.staffetta.spool.log;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Walks over the records of a segment. Where no record is it looks for the next one, so damage
/// never hides what follows.
final class RecordCursor {

    private final Window window;
    private final long salt;
    private int end = Segment.BLOCK;
    private int offset = Segment.BLOCK;
    private int gap = Segment.BLOCK;
    private @Nullable RecordHeader header;

    RecordCursor(DiskFile file, long salt, int limit) throws IOException {
        this.window = new Window(file, (int) Math.min(limit, file.size()));
        this.salt = salt;
    }

    /// Goes to the next record.
    ///
    /// @return its header; empty at the end
    Optional<RecordHeader> next() throws IOException {
        for (int at = end; window.has(at, RecordHeader.SIZE); at += RecordHeader.ALIGNMENT) {
            if (window.longAt(at) != salt) {
                continue;
            }
            var found = RecordHeader.read(window.at(at, RecordHeader.SIZE), salt);
            if (found.isPresent() && window.has(at, found.get().recordSize())) {
                gap = found.get().previousEnd() == end ? at : end;
                header = found.get();
                offset = at;
                end = at + found.get().recordSize();
                return found;
            }
        }
        return Optional.empty();
    }

    /// Where the present record begins.
    int offset() {
        return offset;
    }

    /// Where the present record ends.
    int end() {
        return end;
    }

    /// Where octets begin that lie before the present record and should have been records.
    int gap() {
        return gap;
    }

    /// The payload of the present record; valid until the next call.
    ///
    /// @throws DamagedRecordException if it is not what was written
    ByteBuffer payload() throws IOException {
        var present = header;
        if (present == null) {
            throw new IllegalStateException("no record");
        }
        var payload = window.at(offset + RecordHeader.SIZE, present.length());
        if (RecordHeader.checksum(payload.duplicate()) != present.checksum()) {
            throw new DamagedRecordException("a record does not match its checksum");
        }
        return payload;
    }
}
