package io.staffetta.benchmarks.report;

import java.util.List;
import java.util.Map;

/// What one run of one workload against one server gave.
///
/// @param workload its id
/// @param server its name
/// @param version of the server
/// @param durability what lies on stable storage before the 250
/// @param repetition from 1
/// @param values what was measured; none if it failed or was skipped
/// @param notes what else is to be known, such as why there are no values
public record Result(
        String workload,
        String server,
        String version,
        String durability,
        int repetition,
        Map<Metric, Double> values,
        List<String> notes) {

    public Result {
        values = Map.copyOf(values);
        notes = List.copyOf(notes);
    }
}
