package io.staffetta.kernel;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// The generation that new sessions and deliveries use.
final class CurrentGeneration {

    private final AtomicReference<@Nullable Generation> current = new AtomicReference<>();

    /// Takes a lease of the present generation; empty before the start and once the server stops.
    Optional<Generation> lease() {
        while (true) {
            var generation = current.get();
            if (generation == null) {
                return Optional.empty();
            }
            if (generation.leases().tryAcquire()) {
                return Optional.of(generation);
            }
            // A reload retired it between the two lines: there is a newer one now.
        }
    }

    /// Without a lease: for reports.
    Optional<Generation> peek() {
        return Optional.ofNullable(current.get());
    }

    /// Puts a generation into service and retires the one before.
    void replace(Generation next) {
        retire(current.getAndSet(next));
    }

    /// Takes the generation out of service.
    void end() {
        retire(current.getAndSet(null));
    }

    private static void retire(@Nullable Generation generation) {
        if (generation != null) {
            generation.leases().retire();
        }
    }
}
