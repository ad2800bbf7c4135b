package io.staffetta.queue;

import io.staffetta.spi.host.Meters;
import io.staffetta.spi.queue.Outcome;

import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;

/// Metrics of the queue: `queue.messages`, `queue.deliveries{transport,outcome}` by recipient, and
/// `queue.delivery.seconds{transport}` by attempt.
final class QueueMeters {

    private final Meters meters;

    QueueMeters(Meters meters) {
        this.meters = meters;
    }

    void messages(LongSupplier size) {
        meters.gauge("queue.messages", Map.of(), size);
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
