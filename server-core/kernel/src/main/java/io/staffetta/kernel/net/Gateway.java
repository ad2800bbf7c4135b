package io.staffetta.kernel.net;

import io.staffetta.kernel.config.NetLimits;
import io.staffetta.spi.hook.DisconnectReason;
import io.staffetta.spi.mail.Reply;
import io.staffetta.spi.tls.TlsTerms;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.ProtocolException;
import java.util.concurrent.atomic.AtomicLong;

/// Leads accepted connections to their protocol: PROXY header → limits → implicit TLS → protocol.
/// Everything of one connection happens in its virtual thread, top to bottom.
final class Gateway {

    private static final Logger log = LoggerFactory.getLogger(Gateway.class);

    private final ConnectionHandler handler;
    private final NetLimits limits;
    private final Connections connections;
    private final AtomicLong ids = new AtomicLong();

    Gateway(ConnectionHandler handler, NetLimits limits, Connections connections) {
        this.handler = handler;
        this.limits = limits;
        this.connections = connections;
    }

    NetLimits limits() {
        return limits;
    }

    /// Begins a connection's thread.
    ///
    /// @param full whether the listener has as many connections as it may
    /// @param ended to be called when the connection is closed
    void receive(Endpoint endpoint, GuardedWire wire, boolean full, Runnable ended) {
        connections.add(wire);
        var name = endpoint.name() + "-" + Long.toString(ids.incrementAndGet(), 36);
        wire.serve(
                name,
                () -> {
                    try (wire) {
                        lead(endpoint, wire, full);
                    } finally {
                        connections.remove(wire);
                        ended.run();
                    }
                });
    }

    private void lead(Endpoint endpoint, GuardedWire wire, boolean full) {
        try (var lease = handler.lease(endpoint.name())) {
            if (full) {
                refuse(endpoint, lease, wire, Refusal.LISTENER_FULL);
            } else {
                enter(endpoint, lease, wire);
            }
        } catch (IOException e) {
            log.atDebug()
                    .addKeyValue("listener", endpoint.name())
                    .addKeyValue("client", SocketText.of(wire.remote()))
                    .addKeyValue("error", e.toString())
                    .log("connection ended before its protocol began");
        } catch (RuntimeException | LinkageError e) {
            log.atError()
                    .addKeyValue("listener", endpoint.name())
                    .addKeyValue("client", SocketText.of(wire.remote()))
                    .setCause(e)
                    .log("connection could not be served");
        }
    }

    private void enter(Endpoint endpoint, ConnectionHandler.Lease lease, GuardedWire wire)
            throws IOException {
        var config = endpoint.config();
        var ends = ProxyReader.Ends.of(wire);
        if (!config.proxyFrom().isEmpty()) {
            if (!ProxyReader.trusts(config.proxyFrom(), wire.remote())) {
                refuse(endpoint, lease, wire, Refusal.NO_PROXY);
                return;
            }
            try {
                ends = ProxyReader.read(wire, limits);
            } catch (ProtocolException e) {
                log.atWarn()
                        .addKeyValue("listener", endpoint.name())
                        .addKeyValue("proxy", wire.remote())
                        .addKeyValue("error", e.getMessage())
                        .log("bad PROXY header");
                refuse(endpoint, lease, wire, Refusal.BAD_PROXY_HEADER);
                return;
            }
        }
        if (!endpoint.clients().enter(ends.remote(), config.maxConnectionsPerClient())) {
            refuse(endpoint, lease, wire, Refusal.CLIENT_FULL);
            return;
        }
        try {
            serve(lease, new ClientConnection(wire, ends, lease, endpoint.meters()));
        } finally {
            endpoint.clients().leave(ends.remote());
        }
    }

    private void serve(ConnectionHandler.Lease lease, ClientConnection connection)
            throws IOException {
        if (connection.tlsTerms().start() == TlsTerms.Start.IMPLICIT) {
            connection.startTls(limits.handshake());
        }
        var reason = lease.serve(connection);
        connection.finish(limits, reason == DisconnectReason.QUIT);
    }

    /// Says why, unless the client waits for TLS: that would cost more than it is worth.
    private void refuse(
            Endpoint endpoint, ConnectionHandler.Lease lease, GuardedWire wire, Refusal refusal)
            throws IOException {
        endpoint.refused(refusal);
        if (lease.tlsTerms().start() == TlsTerms.Start.IMPLICIT) {
            return;
        }
        Reply reply = refusal.reply();
        var octets = lease.busy(reply);
        wire.arm(limits.refusal());
        wire.write(octets, 0, octets.length);
        wire.endOutput();
    }
}
