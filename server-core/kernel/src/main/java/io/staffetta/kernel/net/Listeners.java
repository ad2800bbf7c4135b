package io.staffetta.kernel.net;

import io.staffetta.kernel.config.Bind;
import io.staffetta.kernel.config.ListenerConfig;
import io.staffetta.kernel.config.NetLimits;
import io.staffetta.spi.host.Meters;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The open listeners and the connections that came in through them.
///
/// [#prepare] opens what a configuration asks for and changes nothing yet; [Change#commit()] makes
/// the switch. One thread prepares, commits and drains; the rest may be called by any.
public final class Listeners implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Listeners.class);

    private final NetLimits limits;
    private final Meters meters;
    private final Connections connections = new Connections();
    private final EventLoops loops;
    private final Gateway gateway;
    private final ConcurrentMap<String, ListenerMeters> metersByName = new ConcurrentHashMap<>();
    private final CountDownLatch drained = new CountDownLatch(1);
    private volatile List<Endpoint> endpoints = List.of();
    private volatile List<ListeningSocket> pending = List.of();
    private volatile boolean draining;

    /// @param handler serves the connections
    public Listeners(ConnectionHandler handler, NetLimits limits, Meters meters) {
        this.limits = limits;
        this.meters = meters;
        loops = new EventLoops(limits.loops());
        gateway = new Gateway(handler, limits, connections);
        Thread.ofPlatform().name("connection-watch").daemon().start(this::watch);
    }

    /// Opens the sockets that are new. A listener whose address does not change keeps its socket;
    /// one with port 0 keeps it as long as it keeps its name.
    ///
    /// @throws BindFailure naming every socket that cannot be opened; none is then
    public Change prepare(List<ListenerConfig> configs) throws BindFailure {
        var unused = new ArrayList<>(endpoints);
        var next = new ArrayList<Planned>();
        var problems = new ArrayList<String>();
        for (var config : configs) {
            var kept = unused.stream().filter(endpoint -> fits(endpoint, config)).findFirst();
            if (kept.isPresent()) {
                unused.remove(kept.get());
                next.add(new Planned.Kept(kept.get(), config));
                continue;
            }
            try {
                next.add(
                        new Planned.Opened(
                                ListeningSocket.open(config.bind(), limits, loops), config));
            } catch (IOException e) {
                problems.add(
                        "listener '%s' cannot listen on %s: %s"
                                .formatted(config.name(), config.bind(), e.getMessage()));
            }
        }
        var change = new Change(next, unused);
        if (!problems.isEmpty()) {
            change.close();
            throw new BindFailure(problems);
        }
        pending = change.sockets();
        return change;
    }

    /// The address a listener got; empty if there is no such listener.
    public Optional<SocketAddress> boundAddress(String listener) {
        return Optional.ofNullable(boundAddresses().get(listener));
    }

    /// The address of each listener by its name.
    public Map<String, SocketAddress> boundAddresses() {
        var addresses = new LinkedHashMap<String, SocketAddress>();
        endpoints.forEach(endpoint -> addresses.put(endpoint.name(), endpoint.address()));
        return addresses;
    }

    /// The TCP addresses that are bound, those included that a change is about to open.
    public List<InetSocketAddress> tcpAddresses() {
        var coming = pending.stream().map(ListeningSocket::address);
        return Stream.concat(endpoints.stream().map(Endpoint::address), coming)
                .filter(InetSocketAddress.class::isInstance)
                .map(InetSocketAddress.class::cast)
                .distinct()
                .toList();
    }

    /// How many connections are open.
    public int connections() {
        return connections.size();
    }

    /// Whether the server is about to stop.
    public boolean isDraining() {
        return draining;
    }

    /// Stops: accepts nothing more, ends idle waits, and lets the rest finish.
    ///
    /// @param grace how long that may take; what is not done by then is cut
    /// @return how many connections were cut
    public int drain(Duration grace) {
        draining = true;
        endpoints.forEach(Endpoint::close);
        connections.stop();
        int cut = 0;
        if (!connections.awaitNone(grace)) {
            cut = connections.cut();
            log.atWarn().addKeyValue("connections", cut).log("cut connections that did not end");
            connections.awaitNone(limits.closing());
        }
        loops.close();
        drained.countDown();
        return cut;
    }

    /// Stops without waiting for anybody.
    @Override
    public void close() {
        drain(Duration.ZERO);
    }

    private static boolean fits(Endpoint endpoint, ListenerConfig config) {
        var bind = endpoint.config().bind();
        boolean anyPort = bind instanceof Bind.Tcp tcp && tcp.address().getPort() == 0;
        return bind.equals(config.bind()) && (!anyPort || endpoint.name().equals(config.name()));
    }

    private ListenerMeters metersOf(String listener) {
        return metersByName.computeIfAbsent(
                listener, name -> new ListenerMeters(meters, name, () -> active(name)));
    }

    private long active(String listener) {
        return endpoints.stream()
                .filter(endpoint -> endpoint.name().equals(listener))
                .mapToInt(Endpoint::active)
                .sum();
    }

    private void watch() {
        try {
            while (!drained.await(limits.watch().toMillis(), TimeUnit.MILLISECONDS)) {
                connections.check();
                loops.relieve();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private sealed interface Planned {
        record Kept(Endpoint endpoint, ListenerConfig config) implements Planned {}

        record Opened(ListeningSocket socket, ListenerConfig config) implements Planned {}
    }

    /// Listeners that are ready to take over.
    public final class Change implements AutoCloseable {

        private final List<Planned> next;
        private final List<Endpoint> removed;
        private boolean committed;

        private Change(List<Planned> next, List<Endpoint> removed) {
            this.next = next;
            this.removed = removed;
        }

        /// Takes over: new listeners accept, removed ones close. Connections go on.
        public void commit() {
            if (draining) {
                throw new IllegalStateException("the server stops");
            }
            committed = true;
            var opened = new ArrayList<Endpoint>();
            var all = new ArrayList<Endpoint>();
            for (var planned : next) {
                switch (planned) {
                    case Planned.Kept(var endpoint, var config) -> {
                        endpoint.configure(config);
                        all.add(endpoint);
                    }
                    case Planned.Opened(var socket, var config) -> {
                        var endpoint =
                                new Endpoint(socket, config, gateway, Listeners.this::metersOf);
                        opened.add(endpoint);
                        all.add(endpoint);
                    }
                }
            }
            endpoints = List.copyOf(all);
            pending = List.of();
            opened.forEach(Endpoint::start);
            removed.forEach(Listeners::remove);
        }

        /// Closes what was opened, unless it was committed.
        @Override
        public void close() {
            if (!committed) {
                pending = List.of();
                sockets().forEach(socket -> socket.close(limits.closing()));
            }
        }

        /// Those that were opened for it.
        private List<ListeningSocket> sockets() {
            var sockets = new ArrayList<ListeningSocket>();
            for (var planned : next) {
                if (planned instanceof Planned.Opened(var socket, _)) {
                    sockets.add(socket);
                }
            }
            return List.copyOf(sockets);
        }
    }

    private static void remove(Endpoint endpoint) {
        endpoint.close();
        log.atInfo().addKeyValue("listener", endpoint.name()).log("listener closed");
    }
}
