package io.staffetta.kernel.session;

import io.staffetta.spi.host.Meters;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// Meters that are read by name and labels: `hook.decisions{decision=next, hook=h, phase=mail}`.
final class TestMeters implements Meters {

    private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();
    private final Map<String, LongSupplier> gauges = new ConcurrentHashMap<>();

    @Override
    public Counter counter(String name, Map<String, String> labels) {
        var count = count(key(name, labels));
        return new Counter() {
            @Override
            public void add(long amount) {
                count.addAndGet(amount);
            }

            @Override
            public long count() {
                return count.get();
            }
        };
    }

    @Override
    public Timer timer(String name, Map<String, String> labels) {
        var count = count(key(name, labels));
        return (Duration _) -> count.incrementAndGet();
    }

    @Override
    public void gauge(String name, Map<String, String> labels, LongSupplier value) {
        gauges.put(key(name, labels), value);
    }

    long get(String key) {
        var gauge = gauges.get(key);
        return gauge == null ? count(key).get() : gauge.getAsLong();
    }

    private AtomicLong count(String key) {
        return counts.computeIfAbsent(key, _ -> new AtomicLong());
    }

    private static String key(String name, Map<String, String> labels) {
        return labels.isEmpty() ? name : name + new TreeMap<>(labels);
    }
}
