package io.staffetta.kernel;

import io.staffetta.kernel.net.ConnectionHandler;
import io.staffetta.kernel.net.ServerTls;
import io.staffetta.spi.hook.DisconnectReason;
import io.staffetta.spi.mail.Reply;
import io.staffetta.spi.protocol.Connection;
import io.staffetta.spi.tls.TlsTerms;

import java.io.IOException;
import java.time.Duration;

/// Turns away a connection that slipped in while its listener was closed by a reload or a stop.
final class ClosedSession implements ConnectionHandler.Lease {

    private static final Reply CLOSED = Reply.of(421, "4.3.2", "Service is closing, try later");
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Override
    public TlsTerms tlsTerms() {
        return new TlsTerms(
                TlsTerms.Start.NEVER, TlsTerms.Required.NOTHING, TlsTerms.ClientCertificate.NONE);
    }

    @Override
    public ServerTls serverTls() {
        throw new IllegalStateException("no TLS here");
    }

    @Override
    public DisconnectReason serve(Connection connection) {
        var octets = CLOSED.encode();
        try {
            connection.write(octets, 0, octets.length, PATIENCE);
            return DisconnectReason.SHUTDOWN;
        } catch (IOException _) {
            return DisconnectReason.LOST; // Which is all right.
        }
    }

    @Override
    public byte[] busy(Reply reply) {
        return reply.encode();
    }

    @Override
    public void close() {}
}
