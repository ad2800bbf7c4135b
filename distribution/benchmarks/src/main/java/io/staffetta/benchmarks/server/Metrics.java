package io.staffetta.benchmarks.server;

/// Reads the text format of Prometheus.
final class Metrics {

    private Metrics() {}

    /// The sum of a metric over all its labels; 0 if there is none.
    static long sum(String text, String name) {
        return text.lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToLong(line ->
                        (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
