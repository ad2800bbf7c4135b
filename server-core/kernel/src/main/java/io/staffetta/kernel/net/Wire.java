package io.staffetta.kernel.net;

import java.io.IOException;
import java.net.SocketAddress;

/// The raw octets of an accepted connection. One thread reads and writes; any thread may end the
/// input or close.
interface Wire extends AutoCloseable {

    SocketAddress remote();

    SocketAddress local();

    /// Starts the thread that this wire is for, which need not be a platform thread.
    void serve(String name, Runnable session);

    /// Reads what is there without waiting for it: 0 if there is nothing, -1 at the end of the
    /// stream.
    int poll(byte[] octets, int offset, int length) throws IOException;

    /// Whether octets may have come that nobody has read, as far as is known without asking the
    /// system.
    boolean mayHaveMore();

    /// Waits until reading would not.
    ///
    /// @throws java.net.SocketTimeoutException if nothing came in time
    void await(long timeoutNanos) throws IOException;

    /// Reads at least one octet; -1 at the end of the stream.
    ///
    /// @throws java.net.SocketTimeoutException if nothing came in time; reading may go on
    int read(byte[] octets, int offset, int length, long timeoutNanos) throws IOException;

    /// Writes all octets, however long that takes: [GuardedWire] ends it.
    void write(byte[] octets, int offset, int length) throws IOException;

    /// Tells the client now that what was read has come. The system waits for an answer to send
    /// that with, as does a client that has more to say (RFC 896).
    void acknowledge() throws IOException;

    /// Ends the read in progress and all later ones as if the client had closed its side; writing
    /// goes on.
    void endInput();

    /// Tells the client that nothing follows; reading goes on.
    void endOutput() throws IOException;

    /// Ends everything at once; harmless when repeated.
    @Override
    void close();
}
