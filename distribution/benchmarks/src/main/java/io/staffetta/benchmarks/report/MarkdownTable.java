package io.staffetta.benchmarks.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A table of one workload: a row for each server, a column for each metric that any of them has.
public final class MarkdownTable {

    private MarkdownTable() {}

    /// Writes it.
    ///
    /// @param rows of one workload
    public static String of(List<Summary> rows) {
        var metrics =
                Arrays.stream(Metric.values())
                        .filter(metric ->
                                rows.stream().anyMatch(row -> row.values().containsKey(metric)))
                        .toList();
        var head = new ArrayList<>(List.of("server", "version", "before the 250", "runs"));
        metrics.forEach(metric -> head.add(metric.title()));
        head.add("notes");
        var out = new StringBuilder(line(head));
        out.append("|").append("---|".repeat(head.size())).append("\n");
        for (var row : rows) {
            var cells =
                    new ArrayList<>(
                            List.of(
                                    row.server(),
                                    row.version(),
                                    row.durability(),
                                    Integer.toString(row.repetitions())));
            for (var metric : metrics) {
                var value = row.values().get(metric);
                cells.add(value == null ? "" : metric.show(value));
            }
            cells.add(String.join("; ", row.notes()));
            out.append(line(cells));
        }
        return out.toString();
    }

    private static String line(List<String> cells) {
        var safe = cells.stream().map(cell -> cell.replace("|", "\\|").replace("\n", " "));
        return safe.reduce("|", (line, cell) -> line + " " + cell + " |") + "\n";
    }
}
