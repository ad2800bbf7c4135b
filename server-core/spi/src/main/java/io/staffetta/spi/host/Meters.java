package io.staffetta.spi.host;

import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;

/// Metrics of the server; injected. A name is dotted and lower case with the unit last, such as
/// `maildir.delivery.seconds`; labels have few values. Meters a plugin makes vanish with it.
public interface Meters {

    /// A number that only grows.
    Counter counter(String name, Map<String, String> labels);

    /// A number that only grows, without labels.
    default Counter counter(String name) {
        return counter(name, Map.of());
    }

    /// How long something takes and how often it happens.
    Timer timer(String name, Map<String, String> labels);

    /// A number that is read when somebody looks.
    ///
    /// @param value must answer fast and never throw
    void gauge(String name, Map<String, String> labels, LongSupplier value);

    /// See [#counter(String, Map)].
    interface Counter {
        /// Adds to it.
        void add(long amount);

        /// Adds one.
        default void increment() {
            add(1);
        }

        /// What it has come to.
        long count();
    }

    /// See [#timer].
    interface Timer {
        /// Adds one measurement.
        void record(Duration taken);
    }
}
