package io.staffetta.kernel.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import io.staffetta.kernel.metrics.SharedMeter.SharedCounter;
import io.staffetta.kernel.metrics.SharedMeter.SharedGauge;
import io.staffetta.kernel.metrics.SharedMeter.SharedTimer;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// All series of one Prometheus name; of two with the same labels the first counts.
sealed interface PrometheusFamily {

    /// A family for meters of the same kind as this one.
    static PrometheusFamily of(String name, SharedMeter meter) {
        return switch (meter) {
            case SharedCounter _ -> new Counters(name);
            case SharedTimer _ -> new Timers(name);
            case SharedGauge _ -> new Gauges(name);
        };
    }

    /// @throws IllegalArgumentException if the meter is of another kind
    void add(Labels labels, SharedMeter meter);

    /// Adds a bare number, which only gauges take.
    default void addValue(Labels labels, double value) {
        throw new IllegalArgumentException("not a gauge");
    }

    boolean isEmpty();

    MetricSnapshot snapshot();

    /// Numbers that only grow.
    record Counters(String name, Map<Labels, CounterDataPointSnapshot> points)
            implements PrometheusFamily {

        Counters(String name) {
            this(name, new TreeMap<>());
        }

        @Override
        public void add(Labels labels, SharedMeter meter) {
            if (!(meter instanceof SharedCounter counter)) {
                throw new IllegalArgumentException("not a counter");
            }
            points.putIfAbsent(
                    labels,
                    CounterDataPointSnapshot.builder()
                            .labels(labels)
                            .value((double) counter.count())
                            .build());
        }

        @Override
        public boolean isEmpty() {
            return points.isEmpty();
        }

        @Override
        public MetricSnapshot snapshot() {
            var snapshot = CounterSnapshot.builder().name(name);
            points.values().forEach(snapshot::dataPoint);
            return snapshot.build();
        }
    }

    /// Numbers that go up and down.
    record Gauges(String name, Map<Labels, GaugeDataPointSnapshot> points)
            implements PrometheusFamily {

        Gauges(String name) {
            this(name, new TreeMap<>());
        }

        @Override
        public void add(Labels labels, SharedMeter meter) {
            if (!(meter instanceof SharedGauge gauge)) {
                throw new IllegalArgumentException("not a gauge");
            }
            addValue(labels, gauge.getValue());
        }

        @Override
        public void addValue(Labels labels, double value) {
            points.putIfAbsent(
                    labels, GaugeDataPointSnapshot.builder().labels(labels).value(value).build());
        }

        @Override
        public boolean isEmpty() {
            return points.isEmpty();
        }

        @Override
        public MetricSnapshot snapshot() {
            var snapshot = GaugeSnapshot.builder().name(name);
            points.values().forEach(snapshot::dataPoint);
            return snapshot.build();
        }
    }

    /// Count, sum and quantiles of the last minutes, in seconds.
    record Timers(String name, Map<Labels, SummaryDataPointSnapshot> points)
            implements PrometheusFamily {

        private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

        Timers(String name) {
            this(name, new TreeMap<>());
        }

        @Override
        public void add(Labels labels, SharedMeter meter) {
            if (!(meter instanceof SharedTimer timer)) {
                throw new IllegalArgumentException("not a timer");
            }
            var recent = timer.getSnapshot();
            points.putIfAbsent(
                    labels,
                    SummaryDataPointSnapshot.builder()
                            .labels(labels)
                            .count(timer.getCount())
                            .sum(timer.totalSeconds())
                            .quantiles(
                                    Quantiles.builder()
                                            .quantile(0.5, recent.getMedian() / NANOS)
                                            .quantile(0.95, recent.get95thPercentile() / NANOS)
                                            .quantile(0.99, recent.get99thPercentile() / NANOS)
                                            .build())
                            .build());
        }

        @Override
        public boolean isEmpty() {
            return points.isEmpty();
        }

        @Override
        public MetricSnapshot snapshot() {
            var snapshot = SummarySnapshot.builder().name(name);
            points.values().forEach(snapshot::dataPoint);
            return snapshot.build();
        }
    }
}
