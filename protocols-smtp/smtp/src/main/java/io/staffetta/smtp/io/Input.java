package io.staffetta.smtp.io;

import io.staffetta.spi.protocol.Connection;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;

/// The octets a client has sent and nobody has used yet: one read for a pipelined batch, a small
/// array while the client is silent, a large one while content arrives. Used by one thread.
public final class Input {

    private static final byte[] NONE = {};
    private static final int IDLE = 1024;
    private static final int BATCH = 8192;
    private static final int LARGEST = 65_536;

    private final Connection connection;
    private final Output output;
    private final Time time;
    private final Deadline session;
    private byte[] octets = NONE;
    private int position;
    private int limit;
    private boolean filled;

    /// @param output is flushed before each wait
    /// @param session the longest the whole session may take
    public Input(Connection connection, Output output, Duration session, Time time) {
        this.connection = connection;
        this.output = output;
        this.time = time;
        this.session = Deadline.in(session, time);
    }

    /// Whether something has arrived that nobody has used yet.
    public boolean isPending() {
        return position < limit;
    }

    /// Drops what has arrived.
    public void purge() {
        position = 0;
        limit = 0;
    }

    /// Whether the client says something although it is not its turn.
    ///
    /// @param patience how long to listen; not at all, but to what has been said, if it is zero
    public boolean talksWithin(Duration patience) throws IOException {
        makeRoom(IDLE);
        if (patience.isPositive()) {
            try {
                read(patience, true);
                return true;
            } catch (SocketTimeoutException silent) {
                return false;
            }
        }
        return took(connection.poll(octets, limit, octets.length - limit)) > 0;
    }

    byte[] octets() {
        return octets;
    }

    int position() {
        return position;
    }

    int limit() {
        return limit;
    }

    void position(int next) {
        position = next;
    }

    Deadline deadline(Duration timeout) {
        return Deadline.in(timeout, time).or(session);
    }

    /// Waits for more of a line.
    ///
    /// @param idle whether the client has nothing under way
    void fillLine(Deadline deadline, boolean idle) throws IOException {
        int room = filled ? Math.min(BATCH, 2 * octets.length) : IDLE;
        if (!isPending()) {
            // Most clients are silent most of the time.
            octets = NONE;
            position = 0;
            limit = 0;
            output.flush();
            connection.await(deadline.remaining(), idle);
        }
        makeRoom(room);
        read(deadline.remaining(), idle);
    }

    /// Waits for more content.
    void fillContent(Deadline deadline) throws IOException {
        makeRoom(filled ? LARGEST : BATCH);
        read(deadline.remaining(), false);
    }

    private void makeRoom(int wanted) {
        int pending = limit - position;
        int size = Math.max(wanted, pending + IDLE);
        if (octets.length < size || (pending == 0 && octets.length > 2 * size)) {
            octets = Arrays.copyOfRange(octets, position, position + size);
        } else if (position > 0) {
            System.arraycopy(octets, position, octets, 0, pending);
        }
        position = 0;
        limit = pending;
    }

    private void read(Duration timeout, boolean idle) throws IOException {
        output.flush();
        if (octets.length == limit) {
            makeRoom(IDLE);
        }
        took(connection.read(octets, limit, octets.length - limit, timeout, idle));
    }

    private int took(int count) throws IOException {
        if (count < 0) {
            throw new EOFException("the client has gone");
        }
        filled = count == octets.length - limit;
        limit += count;
        return count;
    }
}
