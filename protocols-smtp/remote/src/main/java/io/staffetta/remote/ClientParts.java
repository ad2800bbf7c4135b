package io.staffetta.remote;

import io.staffetta.remote.dns.DnsMailHosts;
import io.staffetta.remote.net.Connector;
import io.staffetta.remote.net.ConversationPool;
import io.staffetta.spi.host.Meters;
import io.staffetta.spi.host.Server;

/// What a transport that talks to servers is made of.
///
/// @param demands what it demands of every conversation
/// @param pool its conversations
/// @param courier delivers over TCP
/// @param prospect says what the courier would do
/// @param meters its metrics
record ClientParts(
        Demands demands,
        ConversationPool pool,
        Courier courier,
        Prospect prospect,
        RemoteMeters meters) {

    /// @param transport its name
    static ClientParts of(
            String transport,
            ClientSettings settings,
            Demands demands,
            Server server,
            Meters meters,
            TlsReports reports) {
        var remoteMeters = new RemoteMeters(meters, transport);
        var hosts = new DnsMailHosts(settings.dns(), server);
        var pool =
                new ConversationPool(
                        settings.pool().idle(),
                        settings.pool().maxIdle(),
                        settings.pool().maxDeliveries(),
                        settings.pool().checkAfter());
        var connector = new Connector(settings.connect());
        var calls = new ServerCalls(demands, pool, connector, remoteMeters, reports);
        return new ClientParts(
                demands,
                pool,
                new Courier(hosts, calls, settings.maxHosts()),
                new Prospect(hosts, demands, settings.maxHosts()),
                remoteMeters);
    }

    void start() {
        pool.start();
        meters.idle(pool::size);
    }

    void close() {
        pool.close();
    }
}
