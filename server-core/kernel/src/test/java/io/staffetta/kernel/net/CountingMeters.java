package io.staffetta.kernel.net;

import io.staffetta.spi.host.Meters;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/// Meters that can be asked.
final class CountingMeters implements Meters {

    private final ConcurrentMap<String, LongAdder> counters = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, LongSupplier> gauges = new ConcurrentHashMap<>();

    @Override
    public Counter counter(String name, Map<String, String> labels) {
        var adder = counters.computeIfAbsent(name + new TreeMap<>(labels), _ -> new LongAdder());
        return new Counter() {
            @Override
            public void add(long amount) {
                adder.add(amount);
            }

            @Override
            public long count() {
                return adder.sum();
            }
        };
    }

    @Override
    public Timer timer(String name, Map<String, String> labels) {
        return (Duration _) -> {};
    }

    @Override
    public void gauge(String name, Map<String, String> labels, LongSupplier value) {
        gauges.put(name + new TreeMap<>(labels), value);
    }

    /// The value of a counter such as `net.connections.accepted{listener=test}`.
    long count(String name) {
        var adder = counters.get(name);
        return adder == null ? 0 : adder.sum();
    }

    long gauge(String name) {
        return gauges.get(name).getAsLong();
    }
}
