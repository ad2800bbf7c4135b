package io.staffetta.kernel.metrics;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a meter is known by.
///
/// @param name dotted
/// @param labels in no order
record MeterKey(String name, Map<String, String> labels) {

    /// A key that does not change when the caller's map does.
    MeterKey kept() {
        return new MeterKey(name, Map.copyOf(labels));
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + labels.hashCode();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MeterKey key && name.equals(key.name) && labels.equals(key.labels);
    }

    /// The name in Dropwizard and JMX: `smtp.commands{code=250,verb=MAIL}`, labels by name.
    String flat() {
        return labels.isEmpty()
                ? name
                : new TreeMap<>(labels)
                        .entrySet().stream()
                                .map(label -> label.getKey() + "=" + label.getValue())
                                .collect(Collectors.joining(",", name + "{", "}"));
    }
}
