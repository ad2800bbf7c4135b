package io.staffetta.benchmarks;

import io.staffetta.benchmarks.server.Servers;
import io.staffetta.benchmarks.trial.Order;
import io.staffetta.benchmarks.trial.Workload;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Records the server with Flight Recorder during the timed part of a workload, and prints what the
/// recording says.
///
/// @param runner of the one trial
/// @param servers has the server
record Profile(Runner runner, Servers servers) {

    private static final List<String> VIEWS =
            List.of(
                    "cpu-time-hot-methods",
                    "hot-methods",
                    "allocation-by-class",
                    "allocation-by-site",
                    "contention-by-site",
                    "pinned-threads",
                    "file-writes-by-path",
                    "gc");

    void run(Options options, Path target, PrintStream out)
            throws IOException, InterruptedException {
        var workload = Workload.named(options.profile()).orElseThrow();
        var file = target.resolve("profile-" + workload.id() + ".jfr").toAbsolutePath();
        Files.createDirectories(target);
        var run = runner.work().resolve("run/profile");
        var order =
                new Order(
                        "staffetta",
                        List.of(workload),
                        Math.max(options.seconds(), 5),
                        2,
                        64,
                        1000,
                        run,
                        file.toString());
        var answer = runner.run(order, false).get(workload.id());
        Runner.delete(run);
        out.println(workload.id() + ": " + workload.title());
        out.println(answer == null ? "no answer" : answer.values() + " " + answer.notes());
        for (var view : VIEWS) {
            out.println();
            new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jfr").toString(),
                            "view",
                            "--width",
                            "150",
                            view,
                            file.toString())
                    .redirectErrorStream(true)
                    .inheritIO()
                    .start()
                    .waitFor();
        }
        out.println("the recording: " + file);
    }
}
