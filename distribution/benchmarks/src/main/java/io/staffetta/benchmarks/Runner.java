package io.staffetta.benchmarks;

import io.staffetta.benchmarks.measure.Accounting;
import io.staffetta.benchmarks.trial.Order;
import io.staffetta.benchmarks.trial.TrialProcess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs trials, each in a process and, as root, in a network of its own: nothing leaves the
/// machine, no name server is asked, and no socket of the trial before is in the way.
///
/// @param work where runs happen
/// @param isolation the command that gives a network of its own; empty for none
record Runner(Path work, List<String> isolation) {

    private static final int PATIENCE_MINUTES = 6;

    /// Runs a trial.
    ///
    /// @param keeps whether the server's data is left for the next trial
    Map<String, Order.Answer> run(Order order, boolean keeps)
            throws IOException, InterruptedException {
        if (!keeps) {
            delete(order.run());
        }
        Files.createDirectories(order.run());
        var told = work.resolve("order.properties");
        var answer = work.resolve("answer.properties");
        Files.deleteIfExists(answer);
        order.write(told);
        var process =
                new ProcessBuilder(command(told, answer))
                        .redirectErrorStream(true)
                        .redirectOutput(work.resolve("trial.log").toFile())
                        .start();
        var sweep = new Thread(() -> end(process));
        Runtime.getRuntime().addShutdownHook(sweep);
        try {
            boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
            if (!ended || !Files.exists(answer)) {
                var log = Files.readString(work.resolve("trial.log")).strip();
                throw new IOException(ended ? "no answer: " + log : "the trial did not end");
            }
            return Order.answers(answer, order.workloads());
        } finally {
            Runtime.getRuntime().removeShutdownHook(sweep);
            end(process);
        }
    }

    /// Ends what the trial started and left: only that is in its groups.
    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        for (var name : new String[] {"server", "load"}) {
            try {
                for (long pid : Accounting.group(name).processes()) {
                    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
                }
            } catch (IOException e) {
                // There was no group.
            }
        }
    }

    private List<String> command(Path told, Path answer) {
        var words = new ArrayList<>(isolation);
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(
                List.of(
                        "-XX:+UseSerialGC",
                        "-Xms256m",
                        "-Xmx1500m",
                        "-cp",
                        System.getProperty("java.class.path")));
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("staffetta.benchmarks."))
                .forEach(name -> words.add("-D" + name + "=" + System.getProperty(name)));
        words.addAll(List.of(TrialProcess.class.getName(), told.toString(), answer.toString()));
        return words;
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var paths = Files.walk(folder)) {
            for (var path : (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(path);
            }
        }
    }
}
