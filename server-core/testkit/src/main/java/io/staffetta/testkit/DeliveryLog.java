package io.staffetta.testkit;

import io.staffetta.spi.queue.Delivery;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Remembers deliveries.
final class DeliveryLog {

    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();

    void add(Delivery delivery) {
        deliveries.add(delivery);
    }

    List<Delivery> all() {
        return List.copyOf(deliveries);
    }
}
