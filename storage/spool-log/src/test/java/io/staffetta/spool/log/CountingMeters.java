package io.staffetta.spool.log;

import io.staffetta.spi.host.Meters;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// Meters that can be read.
final class CountingMeters implements Meters {

    private final Map<String, AtomicLong> counters = new ConcurrentHashMap<>();
    private final Map<String, LongSupplier> gauges = new ConcurrentHashMap<>();

    long count(String name) {
        return counters.get(name).get();
    }

    long gauge(String name) {
        return gauges.get(name).getAsLong();
    }

    @Override
    public Counter counter(String name, Map<String, String> labels) {
        var count = counters.computeIfAbsent(name, _ -> new AtomicLong());
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
        var count = counters.computeIfAbsent(name, _ -> new AtomicLong());
        return _ -> count.incrementAndGet();
    }

    @Override
    public void gauge(String name, Map<String, String> labels, LongSupplier value) {
        gauges.put(name, value);
    }
}
