package io.staffetta.kernel.metrics;

import com.codahale.metrics.MetricRegistry;

import io.staffetta.kernel.metrics.SharedMeter.SharedCounter;
import io.staffetta.kernel.metrics.SharedMeter.SharedGauge;
import io.staffetta.kernel.metrics.SharedMeter.SharedTimer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// All meters of the server with how many scopes hold each. Making and dropping meters is rare and
/// locks; counting does not come here.
final class SharedMeters {

    /// Meters of one name: more than that is a label with too many values.
    static final int MAX_SERIES = 1000;

    private static final Logger log = LoggerFactory.getLogger(SharedMeters.class);

    private record Held(SharedMeter meter, int holders) {}

    private final MetricRegistry registry;
    private final Map<MeterKey, Held> held = new HashMap<>();
    private final Map<String, Integer> series = new HashMap<>();

    /// Names that were complained of.
    private final Set<String> crowded = new HashSet<>();

    SharedMeters(MetricRegistry registry) {
        this.registry = registry;
    }

    synchronized SharedCounter counter(MeterKey key) {
        return hold(key, SharedCounter.class, SharedCounter::new);
    }

    synchronized SharedTimer timer(MeterKey key) {
        return hold(key, SharedTimer.class, SharedTimer::new);
    }

    synchronized void gauge(MeterKey key, LongSupplier value) {
        hold(key, SharedGauge.class, SharedGauge::new).add(value);
    }

    synchronized void release(MeterKey key) {
        var present = held.get(key);
        if (present == null) {
            return; // It was one too many.
        }
        if (present.holders() > 1) {
            held.put(key, new Held(present.meter(), present.holders() - 1));
        } else {
            held.remove(key);
            series.merge(key.name(), -1, (a, b) -> a + b == 0 ? null : Integer.valueOf(a + b));
            registry.remove(key.flat());
        }
    }

    synchronized void releaseGauge(MeterKey key, LongSupplier value) {
        var present = held.get(key);
        if (present != null && present.meter() instanceof SharedGauge gauge) {
            gauge.remove(value);
        }
        release(key);
    }

    /// What there is now.
    synchronized Map<MeterKey, SharedMeter> meters() {
        var meters = new HashMap<MeterKey, SharedMeter>();
        held.forEach((key, entry) -> meters.put(key, entry.meter()));
        return meters;
    }

    private <M extends SharedMeter> M hold(MeterKey key, Class<M> type, Supplier<M> maker) {
        var present = held.get(key);
        if (present != null) {
            if (!type.isInstance(present.meter())) {
                throw new IllegalArgumentException(
                        "meter %s is a %s already".formatted(key.flat(), present.meter().kind()));
            }
            held.put(key, new Held(present.meter(), present.holders() + 1));
            return type.cast(present.meter());
        }
        var meter = maker.get();
        int count = series.getOrDefault(key.name(), 0);
        if (count >= MAX_SERIES) {
            if (crowded.add(key.name())) {
                log.atWarn().addKeyValue("meter", key.flat()).log("too many label values");
            }
            return meter;
        }
        registry.register(key.flat(), meter);
        held.put(key, new Held(meter, 1));
        series.put(key.name(), count + 1);
        return meter;
    }
}
