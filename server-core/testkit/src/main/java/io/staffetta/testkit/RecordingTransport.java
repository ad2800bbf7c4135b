package io.staffetta.testkit;

import io.staffetta.spi.queue.Delivery;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.queue.Transport;

import jakarta.inject.Inject;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Delivers everything to a list.
final class RecordingTransport implements Transport {

    private final DeliveryLog log;

    @Inject
    RecordingTransport(DeliveryLog log) {
        this.log = log;
    }

    @Override
    public Map<Integer, Outcome> deliver(Delivery delivery) {
        log.add(delivery);
        return delivery.recipients().stream()
                .collect(
                        Collectors.toMap(
                                Function.identity(), _ -> new Outcome.Delivered("recorded")));
    }
}
