package io.staffetta.kernel;

import io.staffetta.kernel.net.ConnectionHandler;
import io.staffetta.kernel.net.ServerTls;
import io.staffetta.kernel.plugin.ContextLoader;
import io.staffetta.kernel.session.MailSession;
import io.staffetta.kernel.session.SessionServices;
import io.staffetta.spi.hook.DisconnectReason;
import io.staffetta.spi.mail.Reply;
import io.staffetta.spi.protocol.Connection;
import io.staffetta.spi.protocol.Intake;
import io.staffetta.spi.tls.TlsTerms;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;

/// One connection, served by the generation it came in with. Used by one thread.
final class SessionLease implements ConnectionHandler.Lease {

    private static final Logger log = LoggerFactory.getLogger(SessionLease.class);
    private static final Reply ERROR = Reply.of(421, "4.3.0", "Local error, try again later");
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Generation generation;
    private final ListenerService service;
    private final SessionServices services;
    // Asked once for each connection, so that the terms cannot change under it.
    private final TlsTerms terms;

    SessionLease(Generation generation, ListenerService service, SessionServices services) {
        this.generation = generation;
        this.service = service;
        this.services = services;
        this.terms = service.tls().terms(service.name());
    }

    @Override
    public TlsTerms tlsTerms() {
        return terms;
    }

    @Override
    public ServerTls serverTls() {
        return service.serverTls()
                .orElseThrow(() -> new IllegalStateException("there are no certificates"));
    }

    @Override
    public DisconnectReason serve(Connection connection) {
        var intake = MailSession.open(service.policy(), services, connection);
        var reason = DisconnectReason.ERROR;
        try {
            ContextLoader.run(service.loader(), () -> service.protocol().serve(connection, intake));
            reason = DisconnectReason.LOST;
        } catch (IOException e) {
            reason = DisconnectReason.LOST;
            log.atDebug()
                    .addKeyValue("session", intake.session().id())
                    .addKeyValue("error", e.toString())
                    .log("connection lost");
        } catch (Throwable e) {
            log.atError()
                    .addKeyValue("session", intake.session().id())
                    .addKeyValue("listener", service.name())
                    .setCause(e)
                    .log("a protocol failed");
            apologize(connection);
        } finally {
            end(intake, reason);
        }
        return intake.end().orElse(reason);
    }

    @Override
    public byte[] busy(Reply reply) {
        return service.protocol().busy(reply);
    }

    @Override
    public void close() {
        generation.leases().release();
    }

    private void apologize(Connection connection) {
        try {
            var octets = service.protocol().busy(ERROR);
            connection.write(octets, 0, octets.length, PATIENCE);
        } catch (IOException | RuntimeException | LinkageError _) {
            // What went wrong first is in the log.
        }
    }

    /// The protocol has said why already, unless it was lost or failed.
    private static void end(Intake intake, DisconnectReason reason) {
        try {
            intake.ended(reason);
        } catch (RuntimeException | LinkageError e) {
            log.atError().setCause(e).log("a session did not end properly");
        }
    }
}
