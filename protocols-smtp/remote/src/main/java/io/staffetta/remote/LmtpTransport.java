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
import java.util.Optional;

/// Delivery to a mailbox server by LMTP (RFC 2033), over TCP or a UNIX socket.
public final class LmtpTransport implements Transport {

    private final List<Destination> fixed;
    private final String nextHop;
    private final int port;
    private final ConversationPool pool;
    private final Courier courier;
    private final SocketCalls socketCalls;
    private final Prospect prospect;
    private final RemoteMeters meters;

    @Inject
    LmtpTransport(LmtpSettings settings, Server server, OutboundTls tls, Meters meters) {
        this.fixed = settings.destinations();
        this.nextHop =
                Optional.ofNullable(settings.socket())
                        .map(socket -> server.configuration().resolve(socket).toString())
                        .orElseGet(() -> fixed.getFirst().toString());
        this.port = settings.port();
        var hosts = new DnsMailHosts(settings.dns(), server);
        this.pool =
                new ConversationPool(
                        settings.pool().idle(),
                        settings.pool().maxIdle(),
                        settings.pool().maxDeliveries());
        this.meters = new RemoteMeters(meters, "lmtp");
        var demands =
                new Demands(
                        Dialect.LMTP,
                        settings.heloName().isEmpty() ? server.hostname() : settings.heloName(),
                        tls,
                        settings.tls(),
                        false,
                        Optional.empty(),
                        settings.timeouts().limits(settings.replyLine(), settings.replyLines()));
        var calls = new ServerCalls(demands, pool, new Connector(settings.connect()), this.meters);
        this.courier = new Courier(hosts, calls, settings.maxHosts());
        this.socketCalls = new SocketCalls(demands, pool, this.meters);
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
        return nextHop;
    }

    @Override
    public Map<Integer, Outcome> deliver(Delivery delivery) {
        return isSocket(delivery.nextHop())
                ? socketCalls.send(delivery.nextHop(), delivery)
                : courier.deliver(destinations(delivery.nextHop()), delivery);
    }

    @Override
    public List<String> explain(ReversePath sender, Mailbox recipient, String nextHop) {
        return isSocket(nextHop)
                ? List.of("UNIX socket " + nextHop)
                : prospect.lines(destinations(nextHop));
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
