package io.staffetta.kernel.net;

import jdk.net.ExtendedSocketOptions;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.LockSupport;

/// A connection that an [EventLoop] watches over TCP or a UNIX socket.
///
/// Its interest in reading stays with the selector while the session reads what the loop found
/// before the loop looks again, which is so where the loop runs the session: no system call but the
/// read itself. Otherwise it is taken back with each event and given again with each wait.
final class ChannelWire implements Wire, Watched {

    private static final long NEVER = Long.MAX_VALUE;

    private final SocketChannel channel;
    private final EventLoop loop;
    private final SelectionKey key;
    private final SocketAddress remote;
    private final SocketAddress local;

    /// The session's thread, if it runs on the loop.
    private volatile @Nullable Thread owner;

    private volatile @Nullable Thread reader;
    private volatile @Nullable Thread writer;
    private volatile boolean readable;
    private volatile boolean writable;
    private volatile long deadline = NEVER;
    private volatile boolean inputEnded;

    /// Whether the last read took all that there was room for, so that there may be more.
    private boolean filled;

    ChannelWire(SocketChannel channel, EventLoop loop) throws IOException {
        this.channel = channel;
        this.loop = loop;
        remote = channel.getRemoteAddress();
        local = channel.getLocalAddress();
        channel.configureBlocking(false);
        key = loop.register(channel, this);
    }

    @Override
    public void serve(String name, Runnable session) {
        loop.start(
                name,
                () -> {
                    if (SessionThreads.areOurs()) {
                        owner = Thread.currentThread();
                    }
                    session.run();
                });
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
    public int poll(byte[] octets, int offset, int length) throws IOException {
        if (inputEnded) {
            return -1;
        }
        readable = false;
        int count = channel.read(ByteBuffer.wrap(octets, offset, length));
        filled = count == length;
        return count;
    }

    @Override
    public boolean mayHaveMore() {
        return filled || readable;
    }

    @Override
    public int read(byte[] octets, int offset, int length, long timeoutNanos) throws IOException {
        long end = end(timeoutNanos);
        while (true) {
            if (mayHaveMore()) {
                int count = poll(octets, offset, length);
                if (count != 0) {
                    return count;
                }
            }
            if (inputEnded) {
                return -1;
            }
            awaitReadable(end);
        }
    }

    @Override
    public void await(long timeoutNanos) throws IOException {
        if (!mayHaveMore() && !inputEnded) {
            awaitReadable(end(timeoutNanos));
        }
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        var source = ByteBuffer.wrap(octets, offset, length);
        while (source.hasRemaining()) {
            writable = false;
            if (channel.write(source) == 0) {
                awaitWritable();
            }
        }
    }

    @Override
    public void acknowledge() throws IOException {
        if (channel.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK)) {
            channel.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
        }
    }

    @Override
    public void endInput() {
        inputEnded = true;
        LockSupport.unpark(reader);
    }

    @Override
    public void endOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            return; // The system has released it; there is nothing left to do.
        } finally {
            // The descriptor is released when the selector lets go of it.
            loop.wake();
            LockSupport.unpark(reader);
            LockSupport.unpark(writer);
        }
    }

    @Override
    public void happened() {
        try {
            int ready = key.readyOps();
            if ((ready & SelectionKey.OP_READ) != 0) {
                var waiting = reader;
                if (waiting == null || waiting != owner) {
                    key.interestOpsAnd(~SelectionKey.OP_READ);
                }
                readable = true;
                // Looked up again: it may have begun to wait before it could see that.
                LockSupport.unpark(reader);
            }
            if ((ready & SelectionKey.OP_WRITE) != 0) {
                key.interestOpsAnd(~SelectionKey.OP_WRITE);
                writable = true;
                LockSupport.unpark(writer);
            }
        } catch (CancelledKeyException e) {
            return; // Closed; whoever waits has been told.
        }
    }

    @Override
    public long checkWait(long now) {
        long end = deadline;
        if (end > now) {
            return end;
        }
        LockSupport.unpark(reader);
        return NEVER;
    }

    private void awaitReadable(long end) throws IOException {
        reader = Thread.currentThread();
        try {
            if ((key.interestOps() & SelectionKey.OP_READ) == 0) {
                want(SelectionKey.OP_READ);
            }
            deadline = end;
            loop.remind(end);
            while (!readable && !inputEnded) {
                park();
                if (!readable && EventLoop.now() >= end) {
                    throw new SocketTimeoutException("Read timed out");
                }
            }
        } catch (CancelledKeyException e) {
            throw closed(e);
        } finally {
            deadline = NEVER;
            reader = null;
        }
    }

    private void awaitWritable() throws IOException {
        writer = Thread.currentThread();
        try {
            want(SelectionKey.OP_WRITE);
            while (!writable) {
                park();
            }
        } catch (CancelledKeyException e) {
            throw closed(e);
        } finally {
            writer = null;
        }
    }

    private void want(int operation) {
        key.interestOpsOr(operation);
        loop.wake();
    }

    private void park() throws IOException {
        if (!channel.isOpen()) {
            throw new ClosedChannelException();
        }
        LockSupport.park(this);
        if (Thread.currentThread().isInterrupted()) {
            close();
            throw new ClosedByInterruptException();
        }
        if (!channel.isOpen()) {
            throw new ClosedChannelException();
        }
    }

    private static long end(long timeoutNanos) {
        long end = EventLoop.now() + Math.max(timeoutNanos, 0);
        return end < 0 ? NEVER - 1 : end;
    }

    private static ClosedChannelException closed(CancelledKeyException why) {
        var closed = new ClosedChannelException();
        closed.initCause(why);
        return closed;
    }
}
