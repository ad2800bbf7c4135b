package io.staffetta.spool.log;

import java.io.IOException;
import java.nio.ByteBuffer;

/// A sliding view of a file for reading it from front to back.
final class Window {

    private static final int CHUNK = 1 << 20;

    private final DiskFile file;
    private final int limit;
    private ByteBuffer buffer = ByteBuffer.allocate(CHUNK).limit(0);
    private int start;

    /// @param limit what lies behind is not looked at
    Window(DiskFile file, int limit) {
        this.file = file;
        this.limit = limit;
    }

    int limit() {
        return limit;
    }

    boolean has(int position, int length) {
        return position + (long) length <= limit;
    }

    /// Octets of the file; valid until the next call.
    ByteBuffer at(int position, int length) throws IOException {
        if (position < start || position + (long) length > start + (long) buffer.limit()) {
            load(position, length);
        }
        return buffer.slice(position - start, length);
    }

    /// The eight octets at a position.
    long longAt(int position) throws IOException {
        if (position < start || position + Long.BYTES > start + (long) buffer.limit()) {
            load(position, Long.BYTES);
        }
        return buffer.getLong(position - start);
    }

    private void load(int position, int length) throws IOException {
        if (length > buffer.capacity()) {
            buffer = ByteBuffer.allocate(length + CHUNK);
        }
        buffer.clear().limit(Math.min(buffer.capacity(), limit - position));
        file.read(buffer, position);
        if (buffer.position() < length) {
            throw new DamagedRecordException("the file ends early");
        }
        buffer.flip();
        start = position;
    }
}
