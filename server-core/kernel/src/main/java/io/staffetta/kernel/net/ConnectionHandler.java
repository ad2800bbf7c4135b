package io.staffetta.kernel.net;

import io.staffetta.spi.mail.Reply;
import io.staffetta.spi.protocol.Connection;
import io.staffetta.spi.tls.TlsTerms;

import javax.net.ssl.SSLContext;

/// What a listener does with the connections it accepts. The implementation leases the present
/// generation for each connection.
public interface ConnectionHandler {

    /// Begins to serve a connection; called on its virtual thread before the first octet is read.
    ///
    /// @param listener name of the listener that accepted it
    Lease lease(String listener);

    /// Everything one connection needs, fixed for its whole life. Used by one thread.
    interface Lease extends AutoCloseable {

        /// What the listener demands of TLS.
        TlsTerms tlsTerms();

        /// The context for server-side handshakes, already limited to the configured protocols and
        /// cipher suites by [#enabledProtocols()] and [#enabledCiphers()].
        SSLContext sslContext();

        /// Protocol versions to enable.
        String[] enabledProtocols();

        /// Cipher suites to enable, in the order of preference; empty for the context's defaults.
        String[] enabledCiphers();

        /// Judges certificates of clients.
        ClientTrust clientTrust();

        /// Speaks with the client until the end. Never throws: what goes wrong is logged within.
        void serve(Connection connection);

        /// The octets for a client that is turned away.
        byte[] busy(Reply reply);

        /// Gives the generation back.
        @Override
        void close();
    }
}
