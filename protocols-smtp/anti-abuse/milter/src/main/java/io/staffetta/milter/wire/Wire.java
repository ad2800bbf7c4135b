package io.staffetta.milter.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/// The octets to and from a filter. Every wait ends: by a deadline or by an interrupt.
final class Wire implements AutoCloseable {

    private static final int BUFFER = 8192;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final ByteBuffer in = ByteBuffer.allocate(BUFFER).limit(0);

    private Wire(SocketChannel channel, Selector selector) throws IOException {
        this.channel = channel;
        this.selector = selector;
        channel.configureBlocking(false);
        this.key = channel.register(selector, 0);
    }

    /// Connects.
    static Wire connect(SocketAddress address, long deadline) throws IOException {
        var family =
                address instanceof InetSocketAddress tcp
                        ? tcp.getAddress().getAddress().length == 4
                                ? StandardProtocolFamily.INET
                                : StandardProtocolFamily.INET6
                        : StandardProtocolFamily.UNIX;
        var channel = SocketChannel.open(family);
        try {
            var wire = new Wire(channel, Selector.open());
            wire.open(address, deadline);
            return wire;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void open(SocketAddress address, long deadline) throws IOException {
        try {
            if (address instanceof InetSocketAddress) {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
            boolean done = channel.connect(address);
            while (!done) {
                await(SelectionKey.OP_CONNECT, deadline);
                done = channel.finishConnect();
            }
        } catch (IOException | RuntimeException e) {
            selector.close();
            throw e;
        }
    }

    /// Writes all of it.
    void write(byte[] octets, int length, long deadline) throws IOException {
        var left = ByteBuffer.wrap(octets, 0, length);
        while (left.hasRemaining()) {
            if (channel.write(left) == 0) {
                await(SelectionKey.OP_WRITE, deadline);
            }
        }
    }

    /// Fills an array. Who always has something to say has no more time than who is silent.
    void read(byte[] into, long deadline) throws IOException {
        requireTime(deadline);
        int at = 0;
        while (at < into.length) {
            if (in.hasRemaining()) {
                int count = Math.min(in.remaining(), into.length - at);
                in.get(into, at, count);
                at += count;
            } else if (fill() == 0) {
                await(SelectionKey.OP_READ, deadline);
            }
        }
    }

    /// Whether there is something to read already.
    ///
    /// @throws MilterException if the filter has closed
    boolean isPending() throws IOException {
        return in.hasRemaining() || fill() > 0;
    }

    private int fill() throws IOException {
        in.clear();
        int count;
        try {
            count = channel.read(in);
        } finally {
            in.flip();
        }
        if (count < 0) {
            throw new MilterException("the filter closed the connection");
        }
        return count;
    }

    private void await(int operation, long deadline) throws IOException {
        key.interestOps(operation);
        long left = requireTime(deadline);
        // A wait of 0 would be one without end.
        selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
        selector.selectedKeys().clear();
    }

    /// How much there is left; an interrupt leaves none.
    private static long requireTime(long deadline) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new ClosedByInterruptException();
        }
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            throw new MilterException("the filter is too slow");
        }
        return left;
    }

    @Override
    public void close() throws IOException {
        try (selector) {
            channel.close();
        }
    }
}
