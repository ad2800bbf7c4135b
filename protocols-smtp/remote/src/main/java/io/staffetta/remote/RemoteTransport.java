package io.staffetta.remote;

import io.staffetta.remote.client.Opening.Dialect;
import io.staffetta.remote.dns.Destination;
import io.staffetta.remote.dns.DnsMailHosts;
import io.staffetta.remote.net.Connector;
import io.staffetta.remote.net.ConversationPool;
import io.staffetta.spi.host.Meters;
import io.staffetta.spi.host.Server;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.queue.Delivery;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.queue.Transport;
import io.staffetta.spi.tls.OutboundTls;

import jakarta.inject.Inject;

import java.util.List;
import java.util.Map;

/// Delivery to the servers of other domains by SMTP: those of their MX records, or those that the
/// route names.
public final class RemoteTransport implements Transport {

    private final List<Destination> fixed;
    private final int port;
    private final ConversationPool pool;
    private final Courier courier;
    private final Prospect prospect;
    private final RemoteMeters meters;

    @Inject
    RemoteTransport(RemoteSettings settings, Server server, OutboundTls tls, Meters meters) {
        this.fixed = settings.destinations();
        this.port = settings.port();
        var hosts = new DnsMailHosts(settings.dns(), server);
        this.pool =
                new ConversationPool(
                        settings.pool().idle(),
                        settings.pool().maxIdle(),
                        settings.pool().maxDeliveries());
        this.meters = new RemoteMeters(meters, "remote");
        var demands =
                new Demands(
                        Dialect.SMTP,
                        settings.heloName().isEmpty() ? server.hostname() : settings.heloName(),
                        tls,
                        settings.demand(),
                        settings.implicitTls(),
                        settings.credentials(),
                        settings.timeouts().limits(settings.replyLine(), settings.replyLines()));
        var calls = new ServerCalls(demands, pool, new Connector(settings.connect()), this.meters);
        this.courier = new Courier(hosts, calls, settings.maxHosts());
        this.prospect = new Prospect(hosts, demands, settings.maxHosts());
    }

    @Override
    public void start() {
        pool.start();
        meters.idle(pool::size);
    }

    @Override
    public void close() {
        pool.close();
    }

    @Override
    public String nextHop(Mailbox recipient) {
        return fixed.isEmpty() ? recipient.domain().name() : fixed.getFirst().toString();
    }

    @Override
    public Map<Integer, Outcome> deliver(Delivery delivery) {
        var recipients =
                delivery.recipients().stream().map(i -> delivery.recipient(i).mailbox()).toList();
        return courier.deliver(destinations(recipients, delivery.nextHop()), delivery);
    }

    @Override
    public List<String> explain(ReversePath sender, Mailbox recipient, String nextHop) {
        return prospect.lines(destinations(List.of(recipient), nextHop));
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
