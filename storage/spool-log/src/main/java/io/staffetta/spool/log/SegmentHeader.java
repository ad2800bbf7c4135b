package io.staffetta.spool.log;

import java.io.IOException;
import java.nio.ByteBuffer;

/// The first block of a segment; on stable storage before the first record is written.
///
/// @param number place of the segment in the log
/// @param salt random; marks the records of this segment
/// @param nextId every id given before the segment was begun is smaller
/// @param previous number of the segment written before it; 0 for none
/// @param previousEnd where the records of that one end; what follows there is void
/// @param previousSynced up to where those were on stable storage for certain
record SegmentHeader(
        long number, long salt, long nextId, long previous, int previousEnd, int previousSynced) {

    private static final long MAGIC = 0x7374_6166_6c6f_6731L; // "staflog1"
    private static final int SIZE = 52;

    void write(DiskFile file) throws IOException {
        var out = ByteBuffer.allocate(Segment.BLOCK);
        out.putLong(MAGIC)
                .putLong(number)
                .putLong(salt)
                .putLong(nextId)
                .putLong(previous)
                .putInt(previousEnd)
                .putInt(previousSynced)
                .putInt(RecordHeader.checksum(out.slice(0, SIZE - 4)));
        file.write(out.clear(), 0);
    }

    static SegmentHeader read(DiskFile file) throws IOException {
        var in = ByteBuffer.allocate(SIZE);
        file.read(in, 0);
        if (in.hasRemaining()
                || in.getLong(0) != MAGIC
                || in.getInt(SIZE - 4) != RecordHeader.checksum(in.slice(0, SIZE - 4))) {
            throw new DamagedRecordException("the segment's header is damaged");
        }
        return new SegmentHeader(
                in.getLong(8),
                in.getLong(16),
                in.getLong(24),
                in.getLong(32),
                in.getInt(40),
                in.getInt(44));
    }
}
