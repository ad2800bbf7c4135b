package io.staffetta.tls.boringssl;

import org.conscrypt.AllocatedBuffer;
import org.conscrypt.BufferAllocator;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// Lends native buffers to engines for as long as one call takes; without it each engine would keep
/// one for its whole life. A few are kept for the next call.
final class DirectBuffers extends BufferAllocator {

    private static final int KEPT = 32;
    private static final int OCTETS = 17 * 1024;

    private final BlockingQueue<ByteBuffer> idle = new ArrayBlockingQueue<>(KEPT);

    @Override
    public AllocatedBuffer allocateDirectBuffer(int capacity) {
        var kept = capacity > OCTETS ? null : idle.poll();
        return new Lent(
                kept != null ? kept : ByteBuffer.allocateDirect(Math.max(capacity, OCTETS)));
    }

    private final class Lent extends AllocatedBuffer {

        private final ByteBuffer buffer;

        Lent(ByteBuffer buffer) {
            this.buffer = buffer.clear();
        }

        @Override
        public ByteBuffer nioBuffer() {
            return buffer;
        }

        @Override
        public AllocatedBuffer release() {
            if (buffer.capacity() == OCTETS) {
                // One that finds no room is left to the garbage collector.
                var _ = idle.offer(buffer);
            }
            return this;
        }
    }
}
