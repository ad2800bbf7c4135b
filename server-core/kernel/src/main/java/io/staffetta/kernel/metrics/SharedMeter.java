package io.staffetta.kernel.metrics;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.LockFreeExponentiallyDecayingReservoir;
import com.codahale.metrics.Metric;
import com.codahale.metrics.Timer;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/// One meter, which several scopes may hold at once: a counter keeps counting from one generation
/// to the next.
sealed interface SharedMeter extends Metric {

    /// The word for error messages.
    String kind();

    /// See [io.staffetta.spi.host.Meters.Counter].
    final class SharedCounter extends Counter
            implements SharedMeter, io.staffetta.spi.host.Meters.Counter {

        @Override
        public String kind() {
            return "counter";
        }

        @Override
        public void add(long amount) {
            if (amount < 0) {
                throw new IllegalArgumentException("a counter only grows");
            }
            inc(amount);
        }

        @Override
        public long count() {
            return getCount();
        }
    }

    /// See [io.staffetta.spi.host.Meters.Timer]. Dropwizard keeps no sum.
    final class SharedTimer extends Timer
            implements SharedMeter, io.staffetta.spi.host.Meters.Timer {

        private final LongAdder nanos = new LongAdder();

        SharedTimer() {
            super(LockFreeExponentiallyDecayingReservoir.builder().build());
        }

        @Override
        public String kind() {
            return "timer";
        }

        @Override
        public void record(Duration taken) {
            nanos.add(taken.toNanos());
            update(taken.toNanos(), TimeUnit.NANOSECONDS);
        }

        double totalSeconds() {
            return nanos.sum() / 1e9;
        }
    }

    /// A gauge; of several suppliers the newest answers.
    final class SharedGauge implements SharedMeter, Gauge<Long> {

        private final List<LongSupplier> suppliers = new CopyOnWriteArrayList<>();

        void add(LongSupplier supplier) {
            suppliers.add(supplier);
        }

        void remove(LongSupplier supplier) {
            suppliers.remove(supplier);
        }

        @Override
        public String kind() {
            return "gauge";
        }

        @Override
        public Long getValue() {
            var present = List.copyOf(suppliers);
            return present.isEmpty() ? 0 : present.getLast().getAsLong();
        }
    }
}
