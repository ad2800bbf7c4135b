package io.staffetta.remote.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// A connection on which every wait ends, be it by the end of the connection. Used by one thread.
final class Link {

    private static final int BUFFER = 8192;

    private final byte[] in = new byte[BUFFER];
    private final Watchdog watchdog = new Watchdog();
    private PeerWire wire;
    private int from;
    private int to;

    Link(PeerWire wire) {
        this.wire = wire;
    }

    PeerWire wire() {
        return wire;
    }

    /// Goes on over another wire. What had arrived over the old one is forgotten.
    void replace(PeerWire next) {
        wire = next;
        from = 0;
        to = 0;
    }

    /// Writes all, within a limit.
    ///
    /// @param during what is under way
    void write(byte[] octets, int length, String during, Duration limit) throws PeerLost {
        watchdog.watch(wire, limit.toNanos());
        boolean written = false;
        try {
            wire.write(octets, length);
            written = true;
        } catch (IOException e) {
            // Told apart below.
        }
        boolean late = watchdog.callOff();
        if (!written) {
            throw late ? PeerLost.late(during, limit) : PeerLost.closed(during);
        }
    }

    /// Writes a line of ASCII.
    void writeLine(String line, String during, Duration limit) throws PeerLost {
        var octets = (line + "\r\n").getBytes(StandardCharsets.US_ASCII);
        write(octets, octets.length, during, limit);
    }

    /// Whether there are octets that [#next] gives without waiting.
    boolean hasArrived() {
        return from < to;
    }

    /// The next octet.
    ///
    /// @param deadline by [System#nanoTime()]
    byte next(String during, Duration limit, long deadline) throws PeerLost {
        if (from == to) {
            fill(during, limit, deadline);
        }
        return in[from++];
    }

    /// Forgets all that has arrived.
    ///
    /// @return whether that was anything
    boolean discard() throws IOException {
        boolean arrived = hasArrived();
        from = 0;
        to = 0;
        wire.drain();
        return arrived;
    }

    /// Closes, with a farewell of the transport if it has one and that does not take long.
    void close(Duration limit) {
        watchdog.watch(wire, limit.toNanos());
        try {
            wire.close();
        } catch (IOException e) {
            // There is nobody left to tell.
        } finally {
            watchdog.callOff();
            abort();
        }
    }

    /// Closes at once.
    void abort() {
        watchdog.close();
        wire.abort();
    }

    private void fill(String during, Duration limit, long deadline) throws PeerLost {
        watchdog.watch(wire, deadline - System.nanoTime());
        int count = -1;
        try {
            count = wire.read(in);
        } catch (IOException e) {
            // Told apart below.
        }
        boolean late = watchdog.callOff();
        if (count <= 0) {
            throw late ? PeerLost.late(during, limit) : PeerLost.closed(during);
        }
        from = 0;
        to = count;
    }
}
