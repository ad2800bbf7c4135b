package io.staffetta.spi.protocol;

import io.staffetta.spi.tls.TlsFacts;
import io.staffetta.spi.tls.TlsTerms;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;

/// The octets of one connection. A PROXY header and implicit TLS are done when a protocol sees it.
/// Used by one thread.
public interface Connection {

    /// The client's address.
    SocketAddress remote();

    /// The address the client connected to.
    SocketAddress local();

    /// What the listener demands of TLS.
    TlsTerms tlsTerms();

    /// What is known of TLS; empty while in clear.
    Optional<TlsFacts> tls();

    /// Reads what is there, at least one octet; waits for it if necessary.
    ///
    /// @param length more than zero
    /// @param timeout more than zero
    /// @param idle whether the client has nothing under way, so that a stopping server may end the
    ///   wait
    /// @return how many octets; -1 at the end of the stream
    /// @throws java.net.SocketTimeoutException if nothing came in time; the connection stays usable
    /// @throws ServerStoppingException if `idle` and the server stops; the connection can be
    ///   written to
    /// @throws IOException if the connection is lost
    int read(byte[] octets, int offset, int length, Duration timeout, boolean idle)
            throws IOException;

    /// Reads what is there without waiting for it.
    ///
    /// @param length more than zero
    /// @return how many octets; 0 if there are none yet, -1 at the end of the stream
    /// @throws IOException if the connection is lost
    default int poll(byte[] octets, int offset, int length) throws IOException {
        try {
            return read(octets, offset, length, Duration.ofMillis(1), true);
        } catch (SocketTimeoutException silent) {
            return 0;
        }
    }

    /// Waits until there is something to [#read], so that no memory need be held for it meanwhile.
    /// A connection that cannot tell returns at once.
    ///
    /// @param timeout more than zero
    /// @param idle as for [#read]
    /// @throws java.net.SocketTimeoutException if nothing came in time; the connection stays usable
    /// @throws ServerStoppingException if `idle` and the server stops; the connection can be
    ///   written to
    /// @throws IOException if the connection is lost
    default void await(Duration timeout, boolean idle) throws IOException {}

    /// Writes all octets and sends them.
    ///
    /// @param timeout more than zero; the connection is closed when it passes
    void write(byte[] octets, int offset, int length, Duration timeout) throws IOException;

    /// Waits whether the client talks before it was spoken to: while nothing has been read or
    /// written yet. What it says is read later. Called by another thread only while the
    /// connection's own waits for that; ends early if the server stops.
    ///
    /// @param patience how long to wait, more than zero
    /// @return whether something has come; false after the first read or write, and in TLS
    default boolean talksWithin(Duration patience) throws InterruptedException {
        return false;
    }

    /// Waits, unless the server stops or the connection is closed meanwhile; for any thread.
    default void pause(Duration time) throws InterruptedException {
        Thread.sleep(time);
    }

    /// Performs the server side of a TLS handshake. The caller has dropped whatever it had read
    /// before; octets that the client sent in clear and nobody has read make the handshake fail.
    ///
    /// @param timeout for the whole handshake, more than zero
    /// @throws IOException if the handshake fails; only closing is left then
    void startTls(Duration timeout) throws IOException;
}
