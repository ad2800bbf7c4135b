package io.staffetta.remote.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// A UNIX socket.
///
/// @param channel connected and blocking
record UnixWire(SocketChannel channel) implements PeerWire {

    @Override
    public int read(byte[] into) throws IOException {
        return channel.read(ByteBuffer.wrap(into));
    }

    @Override
    public void write(byte[] octets, int length) throws IOException {
        var left = ByteBuffer.wrap(octets, 0, length);
        while (left.hasRemaining()) {
            channel.write(left);
        }
    }

    @Override
    public void drain() {
        // Only before TLS, which is not spoken here.
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    @Override
    public void abort() {
        try {
            channel.close();
        } catch (IOException e) {
            // It is closed all the same.
        }
    }
}
