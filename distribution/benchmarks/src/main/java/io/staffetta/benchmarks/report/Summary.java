package io.staffetta.benchmarks.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The repetitions of one workload and server, taken together.
///
/// @param workload its id
/// @param server its name
/// @param version of the server
/// @param durability what lies on stable storage before the 250
/// @param repetitions that gave values
/// @param values medians; of errors, acknowledged and stored messages the sums
/// @param notes each once
public record Summary(
        String workload,
        String server,
        String version,
        String durability,
        int repetitions,
        Map<Metric, Double> values,
        List<String> notes) {

    private static final String REFERENCE = "postfix";

    public Summary {
        values = Map.copyOf(values);
        notes = List.copyOf(notes);
    }

    /// Takes results together, in the order in which they came, with ratios to Postfix.
    public static List<Summary> of(List<Result> results) {
        var groups =
                results.stream()
                        .collect(
                                Collectors.groupingBy(
                                        result -> List.of(result.workload(), result.server()),
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        var plain = groups.values().stream().map(Summary::ofOne).toList();
        return plain.stream().map(each -> each.comparedWith(plain)).toList();
    }

    /// The middle one, or the mean of the two in the middle.
    public static double median(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no median of nothing");
        }
        var sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static Summary ofOne(List<Result> results) {
        var first = results.getFirst();
        var values = new EnumMap<Metric, Double>(Metric.class);
        for (var metric : Metric.values()) {
            var found =
                    results.stream()
                            .flatMap(result ->
                                    Optional.ofNullable(result.values().get(metric)).stream())
                            .toList();
            if (!found.isEmpty()) {
                values.put(metric, combined(metric, found));
            }
        }
        return new Summary(
                first.workload(),
                first.server(),
                first.version(),
                first.durability(),
                (int) results.stream().filter(result -> !result.values().isEmpty()).count(),
                values,
                results.stream().flatMap(result -> result.notes().stream()).distinct().toList());
    }

    private static double combined(Metric metric, List<Double> found) {
        return switch (metric) {
            case ERRORS, ACKNOWLEDGED, STORED ->
                    found.stream().mapToDouble(Double::doubleValue).sum();
            case RATE,
                    RATIO,
                    CPU,
                    CLIENT_CPU,
                    P50,
                    P99,
                    START,
                    IDLE,
                    IDLE_LIVE,
                    FSYNC_1,
                    FSYNC_64,
                    RESUMED,
                    RSS,
                    PSS ->
                    median(found);
        };
    }

    private Summary comparedWith(List<Summary> all) {
        var rate = values.get(Metric.RATE);
        var reference =
                all.stream()
                        .filter(other -> other.workload.equals(workload))
                        .filter(other -> other.server.equals(REFERENCE))
                        .flatMap(other ->
                                Optional.ofNullable(other.values.get(Metric.RATE)).stream())
                        .findFirst();
        if (rate == null || reference.isEmpty()) {
            return this;
        }
        var more = new EnumMap<Metric, Double>(values);
        more.put(Metric.RATIO, rate / reference.get());
        return new Summary(
                workload, server, version, durability, repetitions, more, new ArrayList<>(notes));
    }
}
