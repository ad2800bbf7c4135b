package io.staffetta.kernel.net;

import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// A wire with what other threads may do to it: end an idle wait, end a write that takes too long,
/// cut it.
///
/// A write deadline is one volatile field that [Connections] looks at now and then: a timer for
/// each write would cost more than the write.
final class GuardedWire implements Wire {

    private static final Duration UNTIMED_WRITE = Duration.ofMinutes(1);

    /// What the connection does, as far as a stop of the server cares.
    private enum Phase {
        BUSY,
        IDLE,
        /// The server stops; the next idle wait ends before it begins.
        STOPPING,
        /// The server stops, and the idle wait was ended by closing the input.
        WOKEN
    }

    private final Wire wire;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.BUSY);
    private volatile long writeDeadline;
    private volatile boolean overdue;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch ending = new CountDownLatch(1);

    GuardedWire(Wire wire) {
        this.wire = wire;
    }

    /// Sets the time by which the writes that follow must be done; 0 nanoseconds is "none".
    void arm(Duration timeout) {
        long deadline = System.nanoTime() + nanos(timeout);
        writeDeadline = deadline == 0 ? 1 : deadline;
    }

    void disarm() {
        writeDeadline = 0;
    }

    /// Begins an idle wait.
    ///
    /// @return false if the server stops
    boolean enterIdle() {
        return phase.compareAndSet(Phase.BUSY, Phase.IDLE);
    }

    /// Ends an idle wait.
    ///
    /// @return false if the server stopped meanwhile; nothing more can be read then
    boolean leaveIdle() {
        return phase.compareAndSet(Phase.IDLE, Phase.BUSY);
    }

    /// Ends the idle wait in progress, or the next one before it begins.
    void stop() {
        ending.countDown();
        boolean settled = false;
        while (!settled) {
            settled =
                    switch (phase.get()) {
                        case BUSY -> phase.compareAndSet(Phase.BUSY, Phase.STOPPING);
                        case IDLE -> phase.compareAndSet(Phase.IDLE, Phase.WOKEN) && wake();
                        case STOPPING, WOKEN -> true;
                    };
        }
    }

    private boolean wake() {
        wire.endInput();
        return true;
    }

    /// Closes the connection if a write takes too long.
    void check(long now) {
        long deadline = writeDeadline;
        if (deadline != 0 && now - deadline > 0) {
            overdue = true;
            close();
        }
    }

    /// Whether the input was ended, so that nothing can be read any more.
    boolean wasWoken() {
        return phase.get() == Phase.WOKEN;
    }

    /// Waits until somebody closes the connection, or the time is over.
    void awaitClose(Duration timeout) {
        try {
            if (closed.await(nanos(timeout), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits, at most until the server stops or somebody closes the connection.
    void pause(Duration time) throws InterruptedException {
        if (ending.await(nanos(time), TimeUnit.NANOSECONDS)) {
            return;
        }
    }

    @Override
    public SocketAddress remote() {
        return wire.remote();
    }

    @Override
    public SocketAddress local() {
        return wire.local();
    }

    @Override
    public void serve(String name, Runnable session) {
        wire.serve(name, session);
    }

    @Override
    public int poll(byte[] octets, int offset, int length) throws IOException {
        return wire.poll(octets, offset, length);
    }

    @Override
    public boolean mayHaveMore() {
        return wire.mayHaveMore();
    }

    @Override
    public void await(long timeoutNanos) throws IOException {
        wire.await(timeoutNanos);
    }

    @Override
    public int read(byte[] octets, int offset, int length, long timeoutNanos) throws IOException {
        return wire.read(octets, offset, length, timeoutNanos);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        boolean untimed = writeDeadline == 0;
        if (untimed) {
            arm(UNTIMED_WRITE);
        }
        try {
            wire.write(octets, offset, length);
        } catch (IOException e) {
            throw overdue ? new IOException("the client did not read in time", e) : e;
        } finally {
            if (untimed) {
                disarm();
            }
        }
    }

    @Override
    public void acknowledge() throws IOException {
        wire.acknowledge();
    }

    @Override
    public void endInput() {
        wire.endInput();
    }

    @Override
    public void endOutput() throws IOException {
        wire.endOutput();
    }

    @Override
    public void close() {
        ending.countDown();
        closed.countDown();
        wire.close();
    }

    /// A duration in nanoseconds; very long ones are as good as for ever.
    static long nanos(Duration duration) {
        return duration.compareTo(Duration.ofDays(365)) > 0
                ? Duration.ofDays(365).toNanos()
                : duration.toNanos();
    }
}
