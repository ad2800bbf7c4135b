package io.staffetta.benchmarks.load;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// A connection without TLS.
final class ClearWire implements Wire {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketChannel channel;
    private final ByteBuffer shared;
    private ByteBuffer kept = NOTHING;

    /// @param shared for reading, by all connections of a thread
    ClearWire(SocketChannel channel, ByteBuffer shared) {
        this.channel = channel;
        this.shared = shared;
    }

    @Override
    public ByteBuffer read() throws IOException {
        shared.clear();
        if (channel.read(shared) < 0) {
            throw new EOFException("the server has closed");
        }
        return shared.flip();
    }

    @Override
    public void write(ByteBuffer octets) throws IOException {
        if (!kept.hasRemaining()) {
            channel.write(octets);
        }
        if (octets.hasRemaining() && !kept.hasRemaining()) {
            kept = octets;
        } else if (octets.hasRemaining()) {
            var all = ByteBuffer.allocate(kept.remaining() + octets.remaining());
            kept = all.put(kept).put(octets).flip();
        }
    }

    @Override
    public boolean flush() throws IOException {
        if (kept.hasRemaining()) {
            channel.write(kept);
        }
        return !kept.hasRemaining();
    }
}
