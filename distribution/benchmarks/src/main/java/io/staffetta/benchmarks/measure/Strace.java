package io.staffetta.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// Counts calls of the fsync family.
public final class Strace implements AutoCloseable {

    private static final Pattern LINE =
            Pattern.compile(
                    "(?m)^ *[\\d.]+ +[\\d.]+ +\\d+ +(\\d+)"
                            + " .*?(fsync|fdatasync|msync|sync_file_range|syncfs)$");

    private final Process process;
    private final Path output;

    private Strace(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /// Attaches to processes and those that they start.
    public static Strace attach(List<Long> processes, Path output) throws IOException {
        var words =
                new ArrayList<>(
                        List.of(
                                "strace",
                                "-f",
                                "-c",
                                "-o",
                                output.toString(),
                                "-e",
                                "trace=fsync,fdatasync,msync,sync_file_range,syncfs"));
        for (long process : processes) {
            words.add("-p");
            words.add(Long.toString(process));
        }
        var process =
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(output.resolveSibling("strace.log").toFile())
                        .start();
        return new Strace(process, output);
    }

    /// Detaches.
    ///
    /// @return the calls that were made meanwhile
    public long calls() throws IOException, InterruptedException {
        // SIGINT makes it write its summary.
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        process.waitFor(10, TimeUnit.SECONDS);
        return calls(Files.readString(output));
    }

    static long calls(String summary) {
        return LINE.matcher(summary)
                .results()
                .mapToLong(line -> Long.parseLong(line.group(1)))
                .sum();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
