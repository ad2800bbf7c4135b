package io.staffetta.acme;

import io.staffetta.spi.host.Meters;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What the service counts.
final class AcmeMeters {

    private final Meters.Counter obtained;
    private final Meters.Counter failed;
    private final Map<String, Instant> due = new ConcurrentHashMap<>();

    AcmeMeters(Meters meters, InstantSource clock, List<Wanted> wanted) {
        obtained = meters.counter("acme.orders", Map.of("result", "success"));
        failed = meters.counter("acme.orders", Map.of("result", "failure"));
        for (var one : wanted) {
            meters.gauge(
                    "acme.renewal.seconds",
                    Map.of("certificate", one.id()),
                    () -> secondsUntil(clock.instant(), due.get(one.id())));
        }
    }

    void obtained() {
        obtained.increment();
    }

    void failed() {
        failed.increment();
    }

    void due(Wanted wanted, Instant at) {
        due.put(wanted.id(), at);
    }

    private static long secondsUntil(Instant now, @Nullable Instant due) {
        return due == null || due.isBefore(now) ? 0 : Duration.between(now, due).toSeconds();
    }
}
