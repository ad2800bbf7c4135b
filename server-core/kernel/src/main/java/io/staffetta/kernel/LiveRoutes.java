package io.staffetta.kernel;

import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.queue.ReportKind;
import io.staffetta.spi.queue.Routes;
import io.staffetta.spi.queue.Transport;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// The routes of the present generation, which is leased for each delivery.
record LiveRoutes(CurrentGeneration current) implements Routes {

    /// RFC 3463 §3.4: the operator has to do something.
    private static final EnhancedStatus NOT_CONFIGURED = new EnhancedStatus(4, 3, 5);

    @Override
    public Map<Integer, Way> choose(Envelope envelope, List<Integer> recipients) {
        var ways = new HashMap<Integer, Way>();
        var lease = current.lease();
        try {
            for (int recipient : recipients) {
                var mailbox = envelope.recipients().get(recipient).mailbox();
                ways.put(
                        recipient,
                        lease.flatMap(generation -> choose(mailbox, generation))
                                .orElseGet(() -> noRoute(mailbox.domain())));
            }
        } finally {
            lease.ifPresent(generation -> generation.leases().release());
        }
        return ways;
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
        return outcome;
    }

    @Override
    public boolean mayReport(Envelope envelope, List<Integer> recipients, ReportKind kind) {
        return true;
    }

    private static Optional<Way> choose(Mailbox mailbox, Generation generation) {
        return generation
                .routes()
                .choose(mailbox.domain(), generation.directory()::isLocal)
                .map(way -> new Via(way.name(), way.use(), way.transport().nextHop(mailbox)));
    }

    private static Way noRoute(Domain domain) {
        return new Settled(new Outcome.Deferred(NOT_CONFIGURED, "no route for " + domain));
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
