package io.staffetta.kernel;

import io.staffetta.kernel.plugin.Leases;
import io.staffetta.kernel.session.DeliveryHooks;
import io.staffetta.spi.directory.Directory;
import io.staffetta.spi.tls.Certificates;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Everything one state of the configuration made, apart from the residents: immutable, leased by
/// each session and each delivery, closed when it is retired and the last of them is gone.
final class Generation {

    private final ServerPlan plan;
    private final Map<String, ListenerService> services;
    private final RouteTable routes;
    private final DeliveryHooks deliveryHooks;
    private final Directory directory;
    private final Optional<Certificates> certificates;
    private final Leases leases;
    private final CountDownLatch closed = new CountDownLatch(1);

    /// @param onLast closes what belongs to it
    Generation(
            ServerPlan plan,
            Map<String, ListenerService> services,
            RouteTable routes,
            DeliveryHooks deliveryHooks,
            Directory directory,
            Optional<Certificates> certificates,
            Runnable onLast) {
        this.plan = plan;
        this.services = Map.copyOf(services);
        this.routes = routes;
        this.deliveryHooks = deliveryHooks;
        this.directory = directory;
        this.certificates = certificates;
        this.leases =
                new Leases(() -> {
                    try {
                        onLast.run();
                    } finally {
                        closed.countDown();
                    }
                });
    }

    ServerPlan plan() {
        return plan;
    }

    Optional<ListenerService> service(String listener) {
        return Optional.ofNullable(services.get(listener));
    }

    RouteTable routes() {
        return routes;
    }

    DeliveryHooks deliveryHooks() {
        return deliveryHooks;
    }

    Directory directory() {
        return directory;
    }

    Optional<Certificates> certificates() {
        return certificates;
    }

    Leases leases() {
        return leases;
    }

    /// Waits until it is closed.
    ///
    /// @return false if the time passed
    boolean awaitClosed(Duration time) throws InterruptedException {
        return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }
}
