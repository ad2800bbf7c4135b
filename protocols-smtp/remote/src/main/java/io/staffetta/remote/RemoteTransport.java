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

/// Delivery to the servers of other domains by SMTP: those of their MX records, or those that the
/// route names.
public final class RemoteTransport implements Transport {

    private final List<Destination> fixed;
    private final int port;
    private final ClientParts parts;

    @Inject
    RemoteTransport(
            RemoteSettings settings,
            Server server,
            OutboundTls tls,
            Meters meters,
            TlsObserver observer) {
        this.fixed = settings.destinations();
        this.port = settings.port();
        var demands =
                new Demands(
                        Dialect.SMTP,
                        Demands.heloName(settings, server),
                        tls,
                        settings.demand(),
                        settings.implicitTls(),
                        settings.credentials(),
                        settings.limits());
        this.parts =
                ClientParts.of(
                        "remote", settings, demands, server, meters, new TlsReports(observer));
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
        return fixed.isEmpty() ? recipient.domain().name() : fixed.getFirst().toString();
    }

    @Override
    public Map<Integer, Outcome> deliver(Delivery delivery) {
        var recipients =
                delivery.recipients().stream().map(i -> delivery.recipient(i).mailbox()).toList();
        return parts.courier().deliver(destinations(recipients, delivery.nextHop()), delivery);
    }

    @Override
    public List<String> explain(ReversePath sender, Mailbox recipient, String nextHop) {
        return parts.prospect().lines(destinations(List.of(recipient), nextHop));
    }

    /// @param nextHop of a delivery: ours, a recipient's domain, or what a hook put in its place
    private List<Destination> destinations(List<Mailbox> recipients, String nextHop) {
        if (!fixed.isEmpty() && fixed.getFirst().toString().equals(nextHop)) {
            return fixed;
        }
        var destination = Destination.parse(nextHop, port);
        boolean ofRecipient = recipients.stream().anyMatch(r -> r.domain().name().equals(nextHop));
        return List.of(ofRecipient ? destination.untrusted() : destination);
    }
}
