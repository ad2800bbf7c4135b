package io.staffetta.spool.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/// The segment that is being written; used by the committer only. After any exception but those of
/// [#reserve] it must not be written any more: after a failed fsync nobody knows what the disk has.
final class ActiveSegment implements Closeable {

    private static final ByteBuffer ZEROS =
            ByteBuffer.allocateDirect(256 * 1024).asReadOnlyBuffer();

    private final Segment segment;
    private final DiskFile file;
    private final ByteBuffer staging;
    private final int capacity;
    private int position = Segment.BLOCK;
    private int flushed = Segment.BLOCK;
    private int synced = Segment.BLOCK;
    private int previousEnd = Segment.BLOCK;

    /// @param staging gathers records until they are written; empty
    /// @param capacity how large the segment may grow
    ActiveSegment(Segment segment, DiskFile file, ByteBuffer staging, int capacity) {
        this.segment = segment;
        this.file = file;
        this.staging = staging.clear();
        this.capacity = capacity;
    }

    Segment segment() {
        return segment;
    }

    boolean fits(Append.Body body) {
        return position + (long) body.recordSize() <= capacity;
    }

    /// Makes sure there is disk space for a record. A failure leaves the segment as it was.
    ///
    /// Space is taken in whole blocks: zeros written beside a record that counts already could take
    /// it along when the power is cut.
    ///
    /// @return octets newly taken
    long reserve(Append.Body body, long step) throws IOException {
        long before = segment.allocated();
        long needed = position + (long) body.recordSize();
        if (needed <= before) {
            return 0;
        }
        long wanted = Math.min(Math.max(capacity, needed), Math.max(needed, before + step));
        long target = blocks(wanted);
        try {
            zero(before, target);
        } catch (IOException e) {
            // There may be room for this record still, if not for a whole step.
            target = blocks(needed);
            zero(before, target);
        }
        segment.allocated(target);
        return target - before;
    }

    /// Takes a record.
    ///
    /// @return where it will lie
    int append(Append.Body body) throws IOException {
        int offset = position;
        if (staging.remaining() < RecordHeader.SIZE) {
            drain();
        }
        new RecordHeader(
                        body.type(), body.id(), body.length(), synced, previousEnd, body.checksum())
                .write(staging, segment.salt());
        for (var part : body.parts()) {
            put(part);
        }
        position += body.recordSize();
        put(new byte[body.recordSize() - RecordHeader.SIZE - body.length()]);
        previousEnd = position;
        return offset;
    }

    /// Hands everything to the operating system.
    void flush() throws IOException {
        drain();
        segment.end(previousEnd);
    }

    /// Puts everything on stable storage.
    void force() throws IOException {
        flush();
        file.force();
        synced = previousEnd;
        position = Math.toIntExact(blocks(previousEnd));
        flushed = position;
    }

    /// Up to where it is on stable storage.
    int synced() {
        return synced;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void put(byte[] octets) throws IOException {
        int done = 0;
        while (done < octets.length) {
            if (!staging.hasRemaining()) {
                drain();
            }
            int count = Math.min(staging.remaining(), octets.length - done);
            staging.put(octets, done, count);
            done += count;
        }
    }

    private void drain() throws IOException {
        staging.flip();
        int count = staging.remaining();
        file.write(staging, flushed);
        flushed += count;
        staging.clear();
    }

    private static long blocks(long octets) {
        return (octets + Segment.BLOCK - 1) / Segment.BLOCK * Segment.BLOCK;
    }

    private void zero(long from, long to) throws IOException {
        var zeros = ZEROS.duplicate();
        for (long at = from; at < to; at += zeros.limit()) {
            zeros.clear().limit((int) Math.min(zeros.capacity(), to - at));
            file.write(zeros, at);
        }
    }
}
