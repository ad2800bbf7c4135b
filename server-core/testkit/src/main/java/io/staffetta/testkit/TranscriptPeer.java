package io.staffetta.testkit;

import java.io.IOException;

/// The client's end of the connection that a [Transcript] is played over.
public interface TranscriptPeer extends AutoCloseable {

    /// Sends octets in one write.
    void send(byte[] octets) throws IOException;

    /// Waits for an octet, for some seconds at most.
    ///
    /// @return -1 if the server has closed the connection
    /// @throws java.net.SocketTimeoutException if nothing comes
    int read() throws IOException;

    /// Performs the client's side of a TLS handshake, trusting anybody.
    void startTls() throws IOException;

    @Override
    void close() throws IOException;
}
