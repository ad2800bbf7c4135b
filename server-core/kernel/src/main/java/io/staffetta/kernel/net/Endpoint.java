package io.staffetta.kernel.net;

import io.staffetta.kernel.config.ListenerConfig;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.SocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// An open listener: a virtual thread that accepts, and one for each connection.
final class Endpoint {

    private static final Logger log = LoggerFactory.getLogger(Endpoint.class);

    private final ListeningSocket socket;
    private final Gateway gateway;
    private final ClientCounts clients = new ClientCounts();
    private final AtomicInteger active = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final OncePerMinute failures = new OncePerMinute();
    private final OncePerMinute refusals = new OncePerMinute();
    private final Function<String, ListenerMeters> metersOf;

    private volatile ListenerConfig config;
    private volatile ListenerMeters meters;

    Endpoint(
            ListeningSocket socket,
            ListenerConfig config,
            Gateway gateway,
            Function<String, ListenerMeters> metersOf) {
        this.socket = socket;
        this.config = config;
        this.gateway = gateway;
        this.metersOf = metersOf;
        meters = metersOf.apply(config.name());
    }

    void start() {
        log.atInfo()
                .addKeyValue("listener", name())
                .addKeyValue("protocol", config.protocol())
                .addKeyValue("address", SocketText.of(socket.address()))
                .log("listening");
        socket.start("accept-" + name(), this::acceptAll);
    }

    String name() {
        return config.name();
    }

    ListenerConfig config() {
        return config;
    }

    ListenerMeters meters() {
        return meters;
    }

    ClientCounts clients() {
        return clients;
    }

    int active() {
        return active.get();
    }

    SocketAddress address() {
        return socket.address();
    }

    boolean isOpen() {
        return closed.getCount() > 0;
    }

    /// Takes new settings for the same socket.
    void configure(ListenerConfig next) {
        if (!next.name().equals(config.name())) {
            meters = metersOf.apply(next.name());
        }
        config = next;
    }

    /// Closes the socket; connections go on. When it returns nobody can connect any more.
    void close() {
        closed.countDown();
        socket.close(gateway.limits().closing());
        try {
            if (!ended.await(gateway.limits().closing().toMillis(), TimeUnit.MILLISECONDS)) {
                log.atWarn().addKeyValue("listener", name()).log("listener is slow to close");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void refused(Refusal refusal) {
        meters.refused(refusal);
        refusals.happened(count ->
                log.atWarn()
                        .addKeyValue("listener", name())
                        .addKeyValue("reason", refusal.label())
                        .addKeyValue("count", count)
                        .log("connections turned away"));
    }

    private void acceptAll() {
        try {
            acceptWhileOpen();
        } finally {
            ended.countDown();
        }
    }

    private void acceptWhileOpen() {
        while (isOpen()) {
            try {
                admit(socket.accept());
            } catch (IOException | RuntimeException | OutOfMemoryError e) {
                if (isOpen()) {
                    failed(e);
                }
            }
        }
    }

    private void admit(Wire wire) {
        meters.accepted();
        boolean full = active.incrementAndGet() > config.maxConnections();
        gateway.receive(this, new GuardedWire(wire), full, active::decrementAndGet);
    }

    /// Out of descriptors, for example: that passes when connections end.
    private void failed(Throwable why) {
        meters.acceptFailed();
        failures.happened(count ->
                log.atWarn()
                        .addKeyValue("listener", name())
                        .addKeyValue("failures", count)
                        .addKeyValue("error", why.toString())
                        .log("cannot accept connections"));
        try {
            if (closed.await(gateway.limits().acceptPause().toMillis(), TimeUnit.MILLISECONDS)) {
                log.atDebug().addKeyValue("listener", name()).log("closed while pausing");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed.countDown();
        }
    }
}
