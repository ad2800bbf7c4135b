package io.staffetta.queue;

import io.staffetta.spi.host.Meters;
import io.staffetta.spi.host.Meters.Counter;
import io.staffetta.spi.host.Meters.Timer;
import io.staffetta.spi.queue.Outcome;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// Metrics of the queue: `queue.messages`, of them `queue.active` and `queue.held`; next hops that
/// are down, `queue.destinations.down`, and destinations that are `queue.destinations.suspended`;
/// `queue.deliveries{transport,outcome}` by recipient, and `queue.delivery.seconds{transport}` by
/// attempt.
final class QueueMeters {

    private final Meters meters;

    /// Found once, since that takes longer than to count.
    private final Map<String, OfTransport> transports = new ConcurrentHashMap<>();

    private record OfTransport(Timer taken, Counter delivered, Counter deferred, Counter failed) {}

    QueueMeters(Meters meters) {
        this.meters = meters;
    }

    void gauges(Board board, Suspensions suspensions) {
        gauge("queue.messages", () -> board.crew().ask(board.schedule()::size));
        gauge("queue.active", () -> board.crew().ask(board.schedule()::active));
        gauge("queue.held", () -> board.crew().ask(board.schedule()::held));
        gauge("queue.destinations.down", () -> board.crew().ask(board.lanes()::down));
        gauge("queue.destinations.suspended", () -> suspensions.all().size());
    }

    private void gauge(String name, LongSupplier value) {
        meters.gauge(name, Map.of(), value);
    }

    void attempted(String transport, Map<Integer, Outcome> outcomes, Duration taken) {
        var own = transports.computeIfAbsent(transport, this::create);
        own.taken().record(taken);
        for (var outcome : outcomes.values()) {
            switch (outcome) {
                case Outcome.Delivered _ -> own.delivered().increment();
                case Outcome.Deferred _ -> own.deferred().increment();
                case Outcome.Failed _ -> own.failed().increment();
            }
        }
    }

    private OfTransport create(String transport) {
        return new OfTransport(
                meters.timer("queue.delivery.seconds", Map.of("transport", transport)),
                deliveries(transport, "delivered"),
                deliveries(transport, "deferred"),
                deliveries(transport, "failed"));
    }

    private Counter deliveries(String transport, String outcome) {
        return meters.counter(
                "queue.deliveries", Map.of("transport", transport, "outcome", outcome));
    }
}
