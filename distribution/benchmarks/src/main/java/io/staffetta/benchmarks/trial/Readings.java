package io.staffetta.benchmarks.trial;

import io.staffetta.benchmarks.report.Metric;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What is read during a trial of one workload.
final class Readings {

    private final Map<Metric, Double> values = new EnumMap<>(Metric.class);
    private final List<String> notes = new ArrayList<>();

    void put(Metric metric, double value) {
        values.put(metric, value);
    }

    void add(Metric metric, double value) {
        values.merge(metric, value, Double::sum);
    }

    void put(Metric metric, long value) {
        put(metric, (double) value);
    }

    void add(Metric metric, long value) {
        add(metric, (double) value);
    }

    void note(String note) {
        notes.add(note.lines().findFirst().orElse(""));
    }

    Map<Metric, Double> values() {
        return values;
    }

    List<String> notes() {
        return notes;
    }
}
