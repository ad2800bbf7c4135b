package io.staffetta.spool.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/// An open file of a [Disk].
interface DiskFile extends Closeable {

    long size() throws IOException;

    /// Fills the buffer from a position on, or up to the end of the file.
    void read(ByteBuffer into, long position) throws IOException;

    /// Writes all that remains in the buffer.
    void write(ByteBuffer from, long position) throws IOException;

    /// Puts everything written on stable storage.
    void force() throws IOException;
}
