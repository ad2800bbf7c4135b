package io.staffetta.benchmarks;

import io.staffetta.benchmarks.report.CsvText;
import io.staffetta.benchmarks.report.MarkdownTable;
import io.staffetta.benchmarks.report.Result;
import io.staffetta.benchmarks.report.Summary;
import io.staffetta.benchmarks.trial.Workload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The results so far. Both files are written anew after each trial, so that a run that is
/// interrupted leaves what it has.
final class Book {

    private final Path folder;
    private final String machine;
    private final List<Result> results = new ArrayList<>();

    Book(Path folder, String machine) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.machine = machine;
    }

    void add(Result result) throws IOException {
        results.add(result);
        Files.writeString(folder.resolve("RESULTS.md"), markdown());
        var csv = new StringBuilder(CsvText.head());
        results.forEach(each -> csv.append(CsvText.of(each)));
        Files.writeString(folder.resolve("results.csv"), csv);
    }

    /// Whether a workload was measured, or tried, with a server.
    boolean has(Workload workload, String server) {
        return results.stream()
                .anyMatch(result ->
                        result.workload().equals(workload.id()) && result.server().equals(server));
    }

    String table(Workload workload) {
        return MarkdownTable.of(
                Summary.of(results).stream()
                        .filter(row -> row.workload().equals(workload.id()))
                        .toList());
    }

    private String markdown() {
        var out =
                new StringBuilder("# Results of the last run\n\n")
                        .append("Written by `distribution/benchmarks/run`; each run of each ")
                        .append("trial is in [results.csv](results.csv). Medians; errors, ")
                        .append("acknowledged and stored messages are sums.\n\n")
                        .append(machine);
        for (var workload : Workload.ALL) {
            if (results.stream().anyMatch(each -> each.workload().equals(workload.id()))) {
                out.append("\n## ").append(workload.id()).append(": ").append(workload.title());
                out.append("\n\n").append(table(workload));
            }
        }
        return out.toString();
    }
}
