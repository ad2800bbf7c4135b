package io.staffetta.acme;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.host.Meters;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// Meters that can be waited for.
final class WaitingMeters implements Meters {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Long> counts = new HashMap<>();
    private final Map<String, LongSupplier> gauges = new ConcurrentHashMap<>();

    void awaitObtained(long orders) throws InterruptedException {
        await("acme.orders" + Map.of("result", "success"), orders);
    }

    void awaitFailed(long orders) throws InterruptedException {
        await("acme.orders" + Map.of("result", "failure"), orders);
    }

    long obtained() {
        return count("acme.orders" + Map.of("result", "success"));
    }

    long failed() {
        return count("acme.orders" + Map.of("result", "failure"));
    }

    long gauge(String name, Map<String, String> labels) {
        return gauges.get(name + labels).getAsLong();
    }

    @Override
    public Counter counter(String name, Map<String, String> labels) {
        var key = name + labels;
        return new Counter() {
            @Override
            public void add(long amount) {
                lock.lock();
                try {
                    counts.merge(key, amount, Long::sum);
                    changed.signalAll();
                } finally {
                    lock.unlock();
                }
            }

            @Override
            public long count() {
                return WaitingMeters.this.count(key);
            }
        };
    }

    @Override
    public Timer timer(String name, Map<String, String> labels) {
        return _ -> counter(name, labels).increment();
    }

    @Override
    public void gauge(String name, Map<String, String> labels, LongSupplier value) {
        gauges.put(name + labels, value);
    }

    private long count(String key) {
        lock.lock();
        try {
            return counts.getOrDefault(key, 0L);
        } finally {
            lock.unlock();
        }
    }

    private void await(String key, long wanted) throws InterruptedException {
        lock.lock();
        try {
            long left = PATIENCE.toNanos();
            while (counts.getOrDefault(key, 0L) < wanted && left > 0) {
                left = changed.awaitNanos(left);
            }
            assertThat(counts.getOrDefault(key, 0L))
                    .as("%s of %s", key, counts)
                    .isGreaterThanOrEqualTo(wanted);
        } finally {
            lock.unlock();
        }
    }
}
