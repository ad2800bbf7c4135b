package io.staffetta.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Results as comma-separated values (RFC 4180), one line for each run.
public final class CsvText {

    private CsvText() {}

    /// The first line.
    public static String head() {
        var cells =
                new ArrayList<>(
                        List.of("workload", "server", "version", "durability", "repetition"));
        for (var metric : Metric.values()) {
            cells.add(metric.name().toLowerCase(Locale.ROOT));
        }
        cells.add("notes");
        return line(cells);
    }

    /// The line of a result.
    public static String of(Result result) {
        var cells =
                new ArrayList<>(
                        List.of(
                                result.workload(),
                                result.server(),
                                result.version(),
                                result.durability(),
                                Integer.toString(result.repetition())));
        for (var metric : Metric.values()) {
            var value = result.values().get(metric);
            cells.add(value == null ? "" : String.format(Locale.ROOT, "%.3f", value));
        }
        cells.add(String.join("; ", result.notes()));
        return line(cells);
    }

    private static String line(List<String> cells) {
        return String.join(",", cells.stream().map(CsvText::quoted).toList()) + "\r\n";
    }

    private static String quoted(String cell) {
        return cell.matches("[^\",\r\n]*") ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
    }
}
