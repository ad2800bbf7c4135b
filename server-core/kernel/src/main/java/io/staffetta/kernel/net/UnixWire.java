package io.staffetta.kernel.net;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/// A connection over a UNIX socket. The JDK has no read timeout for these, so each has a selector
/// of its own; a virtual thread that waits in it gives its carrier back.
final class UnixWire implements Wire {

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final SocketAddress remote;
    private final SocketAddress local;
    private volatile boolean inputEnded;

    UnixWire(SocketChannel channel) throws IOException {
        this.channel = channel;
        remote = channel.getRemoteAddress();
        local = channel.getLocalAddress();
        channel.configureBlocking(false);
        selector = Selector.open();
        try {
            key = channel.register(selector, 0);
        } catch (IOException e) {
            selector.close();
            throw e;
        }
    }

    @Override
    public SocketAddress remote() {
        return remote;
    }

    @Override
    public SocketAddress local() {
        return local;
    }

    @Override
    public int read(byte[] octets, int offset, int length, long timeoutNanos) throws IOException {
        var target = ByteBuffer.wrap(octets, offset, length);
        long deadline = System.nanoTime() + timeoutNanos;
        while (true) {
            if (inputEnded) {
                return -1;
            }
            int count = channel.read(target);
            if (count != 0) {
                return count;
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new SocketTimeoutException("Read timed out");
            }
            await(SelectionKey.OP_READ, left);
        }
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        var source = ByteBuffer.wrap(octets, offset, length);
        while (source.hasRemaining()) {
            if (channel.write(source) == 0) {
                await(SelectionKey.OP_WRITE, Long.MAX_VALUE);
            }
        }
    }

    @Override
    public void endInput() {
        inputEnded = true;
        selector.wakeup();
    }

    @Override
    public void endOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void close() {
        try (selector) {
            // The descriptor is released when the selector lets go of it.
            channel.close();
        } catch (IOException e) {
            return; // The system has released it; there is nothing left to do.
        }
    }

    private void await(int operation, long nanos) throws IOException {
        try {
            key.interestOps(operation);
            selector.select(TcpWire.millis(nanos));
            selector.selectedKeys().clear();
        } catch (CancelledKeyException | ClosedSelectorException e) {
            var closed = new ClosedChannelException();
            closed.initCause(e);
            throw closed;
        }
    }
}
