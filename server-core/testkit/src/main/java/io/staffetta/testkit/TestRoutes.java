package io.staffetta.testkit;

import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.queue.ReportKind;
import io.staffetta.spi.queue.Routes;
import io.staffetta.spi.queue.Transport;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Routes for tests of queues, without hooks: a function says where a domain goes.
public final class TestRoutes implements Routes {

    /// One route.
    ///
    /// @param name of the route
    /// @param use name of the transport
    /// @param transport where it leads
    /// @param onClose called when a lease is closed
    public record Route(String name, String use, Transport transport, Runnable onClose) {

        /// A route whose leases nobody counts.
        public Route(String name, String use, Transport transport) {
            this(name, use, transport, () -> {});
        }
    }

    private final Function<Domain, Optional<Route>> table;
    private final Map<String, Domain> known = new ConcurrentHashMap<>();

    private TestRoutes(Function<Domain, Optional<Route>> table) {
        this.table = table;
    }

    /// Routes as the function says at the time they are asked for.
    public static TestRoutes by(Function<Domain, Optional<Route>> table) {
        return new TestRoutes(table);
    }

    @Override
    public Map<Integer, Way> choose(Envelope envelope, List<Integer> recipients) {
        var ways = new HashMap<Integer, Way>();
        for (int recipient : recipients) {
            var mailbox = envelope.recipients().get(recipient).mailbox();
            ways.put(
                    recipient,
                    table.apply(mailbox.domain())
                            .<Way>map(route -> {
                                known.put(route.name(), mailbox.domain());
                                var nextHop = route.transport().nextHop(mailbox);
                                return new Via(route.name(), route.use(), nextHop);
                            })
                            .orElseGet(() -> noRoute(mailbox.domain())));
        }
        return ways;
    }

    @Override
    public Optional<Lease> lease(String route) {
        return Optional.ofNullable(known.get(route))
                .flatMap(table)
                .filter(found -> found.name().equals(route))
                .map(found -> new OpenLease(found.transport(), found.onClose()));
    }

    @Override
    public Outcome attempted(Envelope envelope, int recipient, Outcome outcome) {
        return outcome;
    }

    @Override
    public boolean mayReport(Envelope envelope, List<Integer> recipients, ReportKind kind) {
        return true;
    }

    private static Way noRoute(Domain domain) {
        return new Settled(
                new Outcome.Deferred(new EnhancedStatus(4, 3, 5), "no route for " + domain));
    }

    private record OpenLease(Transport transport, Runnable onClose) implements Lease {
        @Override
        public void close() {
            onClose.run();
        }
    }
}
