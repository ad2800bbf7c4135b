package io.staffetta.kernel.net;

import io.staffetta.spi.host.Threads;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Listens whether a client talks before it was spoken to, and keeps what it says.
///
/// It reads on a thread of its own: those who wait for it may be interrupted, and the interrupt of
/// a virtual thread that reads closes the socket. Who no longer waits leaves it listening; the
/// connection's own reads then go on from there.
final class Ear {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final int MOST = 256;

    private final GuardedWire wire;

    // Both guarded by this.
    private @Nullable FutureTask<ByteBuffer> listening;
    private boolean shut;

    Ear(GuardedWire wire) {
        this.wire = wire;
    }

    /// Waits for the first octets, at most that long.
    ///
    /// @return whether some have come
    boolean hears(long nanos) throws InterruptedException {
        var task = listen(nanos);
        if (task == null) {
            return false;
        }
        try {
            // The read has the timeout; this one is for a read that began for somebody else.
            return task.get(nanos + TimeUnit.SECONDS.toNanos(1), TimeUnit.NANOSECONDS)
                    .hasRemaining();
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /// Whether it listens, or has heard something that nobody has asked for.
    synchronized boolean isUsed() {
        return listening != null;
    }

    /// Hears nothing more but what it is about to.
    synchronized void shut() {
        shut = true;
    }

    /// Waits until it no longer listens.
    ///
    /// @return what it heard, once
    /// @throws SocketTimeoutException if that takes too long; it can be asked again
    ByteBuffer heard(long nanos) throws IOException {
        var task = shutDown();
        if (task == null) {
            return NOTHING;
        }
        try {
            var octets = task.get(nanos, TimeUnit.NANOSECONDS);
            forget();
            return octets;
        } catch (TimeoutException e) {
            throw new SocketTimeoutException("Read timed out");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private synchronized @Nullable FutureTask<ByteBuffer> listen(long nanos) {
        var now = listening;
        if (!shut && (now == null || (now.isDone() && !now.resultNow().hasRemaining()))) {
            now = new FutureTask<>(() -> listenFor(nanos));
            listening = now;
            Threads.virtual().name("ear").start(now);
        }
        return shut ? null : now;
    }

    private synchronized @Nullable FutureTask<ByteBuffer> shutDown() {
        shut = true;
        return listening;
    }

    private synchronized void forget() {
        listening = null;
    }

    /// An end of the connection, or of the server, is found again by the reads that follow.
    private ByteBuffer listenFor(long nanos) {
        if (!wire.enterIdle()) {
            return NOTHING;
        }
        var octets = new byte[MOST];
        int count = 0;
        try {
            count = wire.read(octets, 0, octets.length, nanos);
        } catch (IOException _) {
            // Silence, or a connection that is lost.
        } finally {
            wire.leaveIdle();
        }
        return ByteBuffer.wrap(octets, 0, Math.max(count, 0));
    }
}
