package io.staffetta.policy;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/// One connection to a policy server, used by one thread at a time. UNIX sockets have no time-outs
/// of their own, hence the selector.
final class Link implements Closeable {

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    final long bornNanos = System.nanoTime();
    long usedNanos = bornNanos;
    int requests;

    private Link(SocketChannel channel, Selector selector, SelectionKey key) {
        this.channel = channel;
        this.selector = selector;
        this.key = key;
    }

    /// Connects.
    ///
    /// @param deadlineNanos by [System#nanoTime()]
    static Link open(Endpoint endpoint, long deadlineNanos) throws IOException {
        var channel = endpoint.connect();
        Selector selector = null;
        try {
            selector = Selector.open();
            var link = new Link(channel, selector, channel.register(selector, 0));
            while (!channel.isConnected() && !channel.finishConnect()) {
                link.await(SelectionKey.OP_CONNECT, deadlineNanos);
            }
            return link;
        } catch (IOException | RuntimeException e) {
            channel.close();
            if (selector != null) {
                selector.close();
            }
            throw e;
        }
    }

    /// Asks, and hears the answer.
    ///
    /// @param limit the most octets of it
    /// @return its octets, ending with an empty line
    byte[] ask(byte[] request, int limit, long deadlineNanos) throws IOException {
        requests++;
        requireSilence();
        var out = ByteBuffer.wrap(request);
        while (out.hasRemaining()) {
            if (channel.write(out) == 0) {
                await(SelectionKey.OP_WRITE, deadlineNanos);
            }
        }
        var in = ByteBuffer.allocate(limit + 1);
        while (!isWhole(in)) {
            int count = channel.read(in);
            if (count < 0) {
                throw new IOException("closed the connection without an answer");
            }
            if (in.position() > limit) {
                throw new ProtocolException("answer is longer than " + limit + " octets");
            }
            if (count == 0) {
                await(SelectionKey.OP_READ, deadlineNanos);
            }
        }
        usedNanos = System.nanoTime();
        var answer = new byte[in.position()];
        in.flip().get(answer);
        return answer;
    }

    /// What is there before the question answers another one: an answer must not be taken for that
    /// to the next question, which may be about somebody else.
    private void requireSilence() throws IOException {
        if (channel.read(ByteBuffer.allocate(1)) != 0) {
            throw new IOException("closed the connection, or answered what nobody asked");
        }
    }

    private void await(int operation, long deadlineNanos) throws IOException {
        long millis = (deadlineNanos - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw new SocketTimeoutException("no answer in time");
        }
        key.interestOps(operation);
        selector.select(millis);
        selector.selectedKeys().clear();
        if (Thread.currentThread().isInterrupted()) {
            throw new IOException("interrupted");
        }
    }

    private static boolean isWhole(ByteBuffer in) {
        for (int i = 1; i < in.position(); i++) {
            if (in.get(i) == '\n' && in.get(i - 1) == '\n') {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            selector.close();
        }
    }
}
