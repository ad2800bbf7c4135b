package io.staffetta.benchmarks.load;

import java.io.IOException;
import java.nio.ByteBuffer;

/// A connection that never blocks.
interface Wire {

    /// Reads what is there.
    ///
    /// @return octets for the session, to be used up before the next call; empty if there are none
    ///   yet
    /// @throws java.io.EOFException if the server has closed
    ByteBuffer read() throws IOException;

    /// Sends, or keeps what cannot be sent yet.
    ///
    /// @param octets not to be touched afterwards
    void write(ByteBuffer octets) throws IOException;

    /// Sends what was kept.
    ///
    /// @return whether nothing is left
    boolean flush() throws IOException;

    /// Gives back what is not the heap's; the connection is over.
    default void release() {}
}
