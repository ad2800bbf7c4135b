package io.staffetta.smtp;

import io.staffetta.spi.host.Meters;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// Meters in memory.
final class FakeMeters implements Meters {

    private final Map<String, AtomicLong> counters = new ConcurrentHashMap<>();

    long count(String name, Map<String, String> labels) {
        return counters.getOrDefault(name + new TreeMap<>(labels), new AtomicLong()).get();
    }

    @Override
    public Counter counter(String name, Map<String, String> labels) {
        var value = counters.computeIfAbsent(name + new TreeMap<>(labels), _ -> new AtomicLong());
        return new Counter() {
            @Override
            public void add(long amount) {
                value.addAndGet(amount);
            }

            @Override
            public long count() {
                return value.get();
            }
        };
    }

    @Override
    public Timer timer(String name, Map<String, String> labels) {
        return (Duration _) -> {};
    }

    @Override
    public void gauge(String name, Map<String, String> labels, LongSupplier value) {}
}
