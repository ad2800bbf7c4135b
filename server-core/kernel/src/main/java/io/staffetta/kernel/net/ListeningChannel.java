package io.staffetta.kernel.net;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// A listening socket that an [EventLoop] watches, over TCP or a UNIX socket. One thread accepts,
/// which the loop carries between its sessions.
///
/// Its interest stays with the selector while that thread waits, as with [ChannelWire]. While it
/// does something else, such as pausing for want of descriptors, the interest is taken back: a
/// client in the backlog would not let the loop sleep.
final class ListeningChannel implements Watched {

    /// Connections accepted one after the other before the loop's sessions have their turn.
    private static final int BATCH = 16;

    private final ServerSocketChannel channel;
    private final EventLoop loop;
    private final SelectionKey key;

    /// The thread that accepts, if it runs on the loop.
    private volatile @Nullable Thread owner;

    private volatile @Nullable Thread waiting;
    private volatile boolean ready;
    private int inARow;

    /// @param channel bound; belongs to this from now on, unless this throws
    ListeningChannel(ServerSocketChannel channel, EventLoop loop) throws IOException {
        this.channel = channel;
        this.loop = loop;
        channel.configureBlocking(false);
        key = loop.register(channel, this);
    }

    /// Starts the thread that accepts.
    void start(String name, Runnable acceptor) {
        loop.start(
                name,
                () -> {
                    if (SessionThreads.areOurs()) {
                        owner = Thread.currentThread();
                    }
                    acceptor.run();
                });
    }

    /// Waits for a connection.
    ///
    /// @throws ClosedChannelException if this is closed, meanwhile or before
    @SuppressWarnings("ThreadPriorityCheck") // The scheduler is the loop, whose tasks queue up.
    SocketChannel accept() throws IOException {
        if (inARow == BATCH) {
            inARow = 0;
            Thread.yield();
        }
        while (true) {
            ready = false;
            var accepted = channel.accept();
            if (accepted != null) {
                inARow++;
                return accepted;
            }
            inARow = 0;
            awaitReady();
        }
    }

    /// Ends [#accept()]. When this returns the system has released the address, unless the loop is
    /// kept from it for longer than that. Not for the loop's own threads.
    void close(Duration patience) {
        if (!channel.isOpen()) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            return; // The system has released it; there is nothing left to do.
        } finally {
            LockSupport.unpark(waiting);
        }
        loop.letGo(patience);
    }

    @Override
    public void happened() {
        try {
            var acceptor = waiting;
            if (acceptor == null || acceptor != owner) {
                key.interestOps(0);
            }
            ready = true;
            // Looked up again: it may have begun to wait before it could see that.
            LockSupport.unpark(waiting);
        } catch (CancelledKeyException e) {
            return; // Closed; who waits has been told.
        }
    }

    @Override
    public long checkWait(long now) {
        return Long.MAX_VALUE;
    }

    private void awaitReady() throws IOException {
        waiting = Thread.currentThread();
        try {
            if (key.interestOps() == 0) {
                key.interestOps(SelectionKey.OP_ACCEPT);
                loop.wake();
            }
            while (!ready) {
                if (!channel.isOpen()) {
                    throw new ClosedChannelException();
                }
                LockSupport.park(this);
            }
        } catch (CancelledKeyException e) {
            var closed = new ClosedChannelException();
            closed.initCause(e);
            throw closed;
        } finally {
            waiting = null;
        }
    }
}
