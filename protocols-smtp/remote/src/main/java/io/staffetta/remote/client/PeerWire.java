package io.staffetta.remote.client;

import java.io.IOException;

/// The octets to and from a server. Blocks; [#abort()] ends every wait.
interface PeerWire {

    /// Waits for octets.
    ///
    /// @return how many came, at least one; -1 at the end
    int read(byte[] into) throws IOException;

    /// Writes all of them, without a buffer of its own.
    void write(byte[] octets, int length) throws IOException;

    /// Throws away what has arrived and was not read.
    void drain() throws IOException;

    /// Closes in an orderly way; may block.
    void close() throws IOException;

    /// Closes at once; from any thread.
    void abort();
}
