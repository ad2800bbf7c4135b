package io.staffetta.benchmarks.fill;

import io.staffetta.spi.host.Meters;

import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/// Meters that nobody reads.
public final class NoMeters implements Meters {

    @Override
    public Counter counter(String name, Map<String, String> labels) {
        var sum = new LongAdder();
        return new Counter() {
            @Override
            public void add(long amount) {
                sum.add(amount);
            }

            @Override
            public long count() {
                return sum.sum();
            }
        };
    }

    @Override
    public Timer timer(String name, Map<String, String> labels) {
        return _ -> {};
    }

    @Override
    public void gauge(String name, Map<String, String> labels, LongSupplier value) {}
}
