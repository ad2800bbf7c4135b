package io.staffetta.kernel.net;

import io.staffetta.spi.hook.DisconnectReason;
import io.staffetta.spi.mail.Reply;
import io.staffetta.spi.protocol.Connection;
import io.staffetta.spi.tls.TlsTerms;

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

        /// Secures the connection; asked only if the terms say that TLS may begin.
        ServerTls serverTls();

        /// Speaks with the client until the end. Never throws: what goes wrong is logged within.
        ///
        /// @return why it ended
        DisconnectReason serve(Connection connection);

        /// The octets for a client that is turned away.
        byte[] busy(Reply reply);

        /// Gives the generation back.
        @Override
        void close();
    }
}
