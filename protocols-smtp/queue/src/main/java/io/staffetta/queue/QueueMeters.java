package io.staffetta.queue;

import io.staffetta.spi.host.Meters;
import io.staffetta.spi.queue.Outcome;

import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;

/// Metrics of the queue: `queue.messages`, of them `queue.active` and `queue.held`; next hops that
/// are down, `queue.destinations.down`, and destinations that are `queue.destinations.suspended`;
/// `queue.deliveries{transport,outcome}` by recipient, and `queue.delivery.seconds{transport}` by
/// attempt.
final class QueueMeters {

    private final Meters meters;

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
        meters.timer("queue.delivery.seconds", Map.of("transport", transport)).record(taken);
        for (var outcome : outcomes.values()) {
            var name =
                    switch (outcome) {
                        case Outcome.Delivered _ -> "delivered";
                        case Outcome.Deferred _ -> "deferred";
                        case Outcome.Failed _ -> "failed";
                    };
            meters.counter("queue.deliveries", Map.of("transport", transport, "outcome", name))
                    .increment();
        }
    }
}
