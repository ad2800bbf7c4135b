package io.staffetta.kernel;

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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/// The routes and delivery hooks of the present generation, which is leased for each call and each
/// delivery.
record LiveRoutes(CurrentGeneration current) implements Routes {

    /// RFC 3463 §3.4: the server is stopping.
    private static final Settled STOPPING =
            new Settled(
                    new Outcome.Deferred(
                            new EnhancedStatus(4, 3, 2), "the server stops, or is not ready"));

    @Override
    public Map<Integer, Way> choose(Envelope envelope, List<Integer> recipients) {
        return leased(generation -> choose(generation, envelope, recipients))
                .orElseGet(() -> {
                    var ways = new HashMap<Integer, Way>();
                    recipients.forEach(recipient -> ways.put(recipient, STOPPING));
                    return ways;
                });
    }

    @Override
    public Optional<Lease> lease(String route) {
        var generation = current.lease();
        var lease =
                generation.flatMap(leased ->
                        leased.routes()
                                .find(route)
                                .<Lease>map(way ->
                                        new GenerationLease(
                                                leased, way.transport(), new AtomicBoolean())));
        if (lease.isEmpty()) {
            generation.ifPresent(leased -> leased.leases().release());
        }
        return lease;
    }

    @Override
    public Outcome attempted(Envelope envelope, int recipient, Outcome outcome) {
        return leased(generation ->
                        generation.deliveryHooks().attempted(envelope, recipient, outcome))
                .orElse(outcome);
    }

    @Override
    public boolean mayReport(Envelope envelope, List<Integer> recipients, ReportKind kind) {
        return leased(generation ->
                        generation.deliveryHooks().mayReport(envelope, recipients, kind))
                .orElse(true);
    }

    private static Map<Integer, Way> choose(
            Generation generation, Envelope envelope, List<Integer> recipients) {
        var choice = new RouteChoice(generation, generation.deliveryHooks(), envelope);
        var ways = new HashMap<Integer, Way>();
        recipients.forEach(recipient -> ways.put(recipient, choice.way(recipient)));
        return ways;
    }

    /// Asks the present generation; empty if there is none.
    private <T> Optional<T> leased(Function<Generation, T> question) {
        var lease = current.lease();
        try {
            return lease.map(question);
        } finally {
            lease.ifPresent(generation -> generation.leases().release());
        }
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
