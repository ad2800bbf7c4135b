package io.staffetta.kernel.net;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// Lends buffers for what is on its way in TLS, so that a connection that waits holds none. A few
/// are kept for the next one. Used by many threads.
final class RecordBuffers {

    /// A record of TLS 1.2 at its largest (RFC 5246 §6.2.3); those of TLS 1.3 are smaller.
    static final int RECORD = 5 + (1 << 14) + 2048;

    /// For what comes, a record at a time.
    static final RecordBuffers INBOUND = new RecordBuffers(RECORD);

    /// For what goes: an engine wants room for a whole record, whatever is before it.
    static final RecordBuffers OUTBOUND = new RecordBuffers(2 * RECORD);

    private static final int KEPT = 64;

    private final int octets;
    private final BlockingQueue<ByteBuffer> idle = new ArrayBlockingQueue<>(KEPT);

    private RecordBuffers(int octets) {
        this.octets = octets;
    }

    /// An empty one.
    ///
    /// @param least how much must fit in
    ByteBuffer borrow(int least) {
        var kept = least > octets ? null : idle.poll();
        return kept != null ? kept.clear() : ByteBuffer.allocate(Math.max(least, octets));
    }

    /// Takes back one that nobody uses any more.
    void giveBack(ByteBuffer buffer) {
        if (buffer.capacity() == octets) {
            // One that finds no room is left to the garbage collector.
            var _ = idle.offer(buffer);
        }
    }
}
