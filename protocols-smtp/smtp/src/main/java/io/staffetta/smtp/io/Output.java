package io.staffetta.smtp.io;

import io.staffetta.spi.protocol.Connection;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/// Collects the replies of a pipelined batch and sends them at once. Used by one thread.
public final class Output {

    private static final byte[] NONE = {};
    private static final int SMALL = 512;
    private static final int FULL = 8192;

    private final Connection connection;
    private final Duration timeout;
    private byte[] octets = NONE;
    private int length;

    /// @param timeout for each write
    public Output(Connection connection, Duration timeout) {
        this.connection = connection;
        this.timeout = timeout;
    }

    /// Adds octets to what is to be sent.
    public void add(byte[] wire) throws IOException {
        if (length + wire.length > FULL) {
            flush();
        }
        if (length + wire.length > octets.length) {
            octets = Arrays.copyOf(octets, Math.max(SMALL, (length + wire.length) * 2));
        }
        System.arraycopy(wire, 0, octets, length, wire.length);
        length += wire.length;
    }

    /// Sends what has been collected.
    public void flush() throws IOException {
        if (length > 0) {
            int sent = length;
            length = 0;
            connection.write(octets, 0, sent, timeout);
            if (octets.length > SMALL) {
                octets = NONE;
            }
        }
    }
}
