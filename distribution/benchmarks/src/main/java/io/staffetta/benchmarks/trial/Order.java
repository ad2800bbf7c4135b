package io.staffetta.benchmarks.trial;

import io.staffetta.benchmarks.report.Metric;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/// What a trial's process is told, and how it answers: properties in files.
///
/// @param server key of the server
/// @param workloads of one mode
/// @param seconds a timed part is to take
/// @param pace by which warming up is shortened; 1 is none
/// @param sessions at once
/// @param idle connections of the idle workloads
/// @param run where the server's data lies
/// @param profile the recording to make; empty for none
public record Order(
        String server,
        List<Workload> workloads,
        double seconds,
        double pace,
        int sessions,
        int idle,
        Path run,
        String profile) {

    public Order {
        workloads = List.copyOf(workloads);
    }

    /// What one workload gave.
    public record Answer(Map<Metric, Double> values, List<String> notes) {}

    /// Writes it.
    public void write(Path file) throws IOException {
        var properties = new Properties();
        properties.setProperty("server", server);
        properties.setProperty(
                "workloads", workloads.stream().map(Workload::id).collect(Collectors.joining(" ")));
        properties.setProperty("seconds", Double.toString(seconds));
        properties.setProperty("pace", Double.toString(pace));
        properties.setProperty("sessions", Integer.toString(sessions));
        properties.setProperty("idle", Integer.toString(idle));
        properties.setProperty("run", run.toString());
        properties.setProperty("profile", profile);
        store(properties, file);
    }

    /// Reads what [#write] wrote.
    static Order read(Path file) throws IOException {
        var properties = load(file);
        return new Order(
                properties.getProperty("server"),
                List.of(properties.getProperty("workloads").split(" ")).stream()
                        .map(id -> Workload.named(id).orElseThrow())
                        .toList(),
                Double.parseDouble(properties.getProperty("seconds")),
                Double.parseDouble(properties.getProperty("pace")),
                Integer.parseInt(properties.getProperty("sessions")),
                Integer.parseInt(properties.getProperty("idle")),
                Path.of(properties.getProperty("run")),
                properties.getProperty("profile"));
    }

    static void answer(Map<Workload, Readings> readings, Path file) {
        var properties = new Properties();
        readings.forEach((workload, each) -> {
            each.values()
                    .forEach((metric, value) ->
                            properties.setProperty(
                                    workload.id() + "/" + metric, Double.toString(value)));
            for (int i = 0; i < each.notes().size(); i++) {
                properties.setProperty(workload.id() + "/note" + i, each.notes().get(i));
            }
        });
        try {
            store(properties, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads the answer.
    public static Map<String, Answer> answers(Path file, List<Workload> workloads)
            throws IOException {
        var properties = load(file);
        var answers = new LinkedHashMap<String, Answer>();
        for (var workload : workloads) {
            var values = new EnumMap<Metric, Double>(Metric.class);
            for (var metric : Metric.values()) {
                var text = properties.getProperty(workload.id() + "/" + metric);
                if (text != null) {
                    values.put(metric, Double.valueOf(text));
                }
            }
            var notes = new ArrayList<String>();
            for (int i = 0; properties.containsKey(workload.id() + "/note" + i); i++) {
                notes.add(properties.getProperty(workload.id() + "/note" + i));
            }
            answers.put(workload.id(), new Answer(values, notes));
        }
        return answers;
    }

    private static Properties load(Path file) throws IOException {
        var properties = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        return properties;
    }

    private static void store(Properties properties, Path file) throws IOException {
        try (var out = Files.newBufferedWriter(file)) {
            properties.store(out, null);
        }
    }
}
