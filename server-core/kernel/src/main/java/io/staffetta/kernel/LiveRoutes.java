package io.staffetta.kernel;

import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.queue.Routes;
import io.staffetta.spi.queue.Transport;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// The routes of the present generation, which is leased for each delivery.
record LiveRoutes(CurrentGeneration current) implements Routes {

    @Override
    public Optional<Route> choose(Domain domain) {
        return current.lease().flatMap(generation -> choose(domain, generation));
    }

    private static Optional<Route> choose(Domain domain, Generation generation) {
        var leased = false;
        try {
            var way = generation.routes().choose(domain, generation.directory()::isLocal);
            leased = way.isPresent();
            return way.map(found -> route(found, generation));
        } finally {
            if (!leased) {
                generation.leases().release();
            }
        }
    }

    private static Route route(RouteTable.Way way, Generation generation) {
        return new Route(
                way.name(),
                way.use(),
                new GenerationLease(generation, way.transport(), new AtomicBoolean()));
    }

    private record GenerationLease(Generation generation, Transport transport, AtomicBoolean closed)
            implements Lease {
        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                generation.leases().release();
            }
        }
    }
}
