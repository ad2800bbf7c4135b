package io.staffetta.kernel.metrics;

import io.staffetta.kernel.metrics.SharedMeter.SharedCounter;
import io.staffetta.kernel.metrics.SharedMeter.SharedTimer;
import io.staffetta.spi.host.Meters;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/// Meters that vanish when the scope is closed, unless another scope has the same ones. What was
/// handed out still counts then, but nobody sees it. Used by many threads.
public final class MetersScope implements Meters, AutoCloseable {

    private final SharedMeters shared;
    private final ConcurrentMap<MeterKey, SharedCounter> counters = new ConcurrentHashMap<>();
    private final ConcurrentMap<MeterKey, SharedTimer> timers = new ConcurrentHashMap<>();
    private final Map<MeterKey, LongSupplier> gauges = new HashMap<>();
    private boolean closed;

    MetersScope(SharedMeters shared) {
        this.shared = shared;
    }

    /// See [Meters#counter(String, Map)].
    ///
    /// @throws IllegalArgumentException if there is another kind of meter of that name and labels
    @Override
    public Counter counter(String name, Map<String, String> labels) {
        var key = new MeterKey(name, labels);
        var present = counters.get(key);
        return present == null ? newCounter(key.kept()) : present;
    }

    /// See [Meters#timer(String, Map)].
    ///
    /// @throws IllegalArgumentException if there is another kind of meter of that name and labels
    @Override
    public Timer timer(String name, Map<String, String> labels) {
        var key = new MeterKey(name, labels);
        var present = timers.get(key);
        return present == null ? newTimer(key.kept()) : present;
    }

    /// See [Meters#gauge]. A second gauge of the same name and labels takes the place of the first.
    ///
    /// @throws IllegalArgumentException if there is another kind of meter of that name and labels
    @Override
    public synchronized void gauge(String name, Map<String, String> labels, LongSupplier value) {
        if (closed) {
            return;
        }
        var key = new MeterKey(name, labels).kept();
        shared.gauge(key, value);
        var before = gauges.put(key, value);
        if (before != null) {
            shared.releaseGauge(key, before);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        counters.keySet().forEach(shared::release);
        counters.clear();
        timers.keySet().forEach(shared::release);
        timers.clear();
        gauges.forEach(shared::releaseGauge);
        gauges.clear();
    }

    private synchronized SharedCounter newCounter(MeterKey key) {
        return closed ? new SharedCounter() : counters.computeIfAbsent(key, shared::counter);
    }

    private synchronized SharedTimer newTimer(MeterKey key) {
        return closed ? new SharedTimer() : timers.computeIfAbsent(key, shared::timer);
    }
}
