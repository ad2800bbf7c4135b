package io.staffetta.smtp.io;

import io.staffetta.spi.protocol.Connection;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/// Collects the replies of a pipelined batch and sends them at once. Used by one thread.
public final class Output {

    private static final byte[] NONE = {};
    private static final int FULL = 8192;

    private final Connection connection;
    private final Duration timeout;
    private byte[] octets = NONE;
    private boolean owned;
    private int length;

    /// @param timeout for each write
    public Output(Connection connection, Duration timeout) {
        this.connection = connection;
        this.timeout = timeout;
    }

    /// Adds octets to what is to be sent.
    ///
    /// @param wire nobody changes them before they are sent
    public void add(byte[] wire) throws IOException {
        if (length + wire.length > FULL) {
            flush();
        }
        if (length == 0) {
            // Most replies are alone, and sent as they are.
            octets = wire;
        } else {
            if (!owned || length + wire.length > octets.length) {
                octets = Arrays.copyOf(octets, (length + wire.length) * 2);
                owned = true;
            }
            System.arraycopy(wire, 0, octets, length, wire.length);
        }
        length += wire.length;
    }

    /// Sends what has been collected.
    public void flush() throws IOException {
        if (length > 0) {
            int sent = length;
            var sending = octets;
            octets = NONE;
            owned = false;
            length = 0;
            connection.write(sending, 0, sent, timeout);
        }
    }
}
