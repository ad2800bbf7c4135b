package io.staffetta.remote;

import io.staffetta.remote.client.Opening.Dialect;
import io.staffetta.remote.dns.Destination;
import io.staffetta.spi.host.Meters;
import io.staffetta.spi.host.Server;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.queue.Delivery;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.queue.Transport;
import io.staffetta.spi.tls.OutboundTls;
import io.staffetta.spi.tls.TlsObserver;

import jakarta.inject.Inject;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Delivery to a mailbox server by LMTP (RFC 2033), over TCP or a UNIX socket.
public final class LmtpTransport implements Transport {

    private final List<Destination> fixed;
    private final String nextHop;
    private final int port;
    private final SocketCalls socketCalls;
    private final ClientParts parts;

    @Inject
    LmtpTransport(
            LmtpSettings settings,
            Server server,
            OutboundTls tls,
            Meters meters,
            TlsObserver observer) {
        this.fixed = settings.destinations();
        this.nextHop =
                Optional.ofNullable(settings.socket())
                        .map(socket -> server.configuration().resolve(socket).toString())
                        .orElseGet(() -> fixed.getFirst().toString());
        this.port = settings.port();
        var demands =
                new Demands(
                        Dialect.LMTP,
                        Demands.heloName(settings, server),
                        tls,
                        Optional.ofNullable(settings.tls()),
                        false,
                        Optional.empty(),
                        settings.limits());
        this.parts =
                ClientParts.of("lmtp", settings, demands, server, meters, new TlsReports(observer));
        this.socketCalls = new SocketCalls(demands, parts.pool(), parts.meters());
    }

    @Override
    public void start() {
        parts.start();
    }

    @Override
    public void close() {
        parts.close();
    }

    @Override
    public String nextHop(Mailbox recipient) {
        return nextHop;
    }

    @Override
    public Map<Integer, Outcome> deliver(Delivery delivery) {
        return isSocket(delivery.nextHop())
                ? socketCalls.send(delivery.nextHop(), delivery)
                : parts.courier().deliver(destinations(delivery.nextHop()), delivery);
    }

    @Override
    public List<String> explain(ReversePath sender, Mailbox recipient, String nextHop) {
        return isSocket(nextHop)
                ? List.of("UNIX socket " + nextHop)
                : parts.prospect().lines(destinations(nextHop));
    }

    private List<Destination> destinations(String hop) {
        return hop.equals(nextHop)
                ? fixed
                : List.of(LmtpSettings.withoutMx(Destination.parse(hop, port)));
    }

    private static boolean isSocket(String hop) {
        return hop.startsWith("/");
    }
}
