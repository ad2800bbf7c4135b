package io.staffetta.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A control group (version 2).
record Cgroup(Path folder) implements Accounting {

    /// Runs that have work folders of their own do not meet.
    private static final String PARENT =
            "staffetta-benchmarks-"
                    + Integer.toHexString(
                            System.getProperty("staffetta.benchmarks.work", "").hashCode());

    static Optional<Cgroup> create(String name) {
        try {
            for (var line : Files.readAllLines(Path.of("/proc/self/mounts"))) {
                var fields = line.split(" ");
                if (fields[2].equals("cgroup2")) {
                    var folder = Path.of(fields[1]).resolve(PARENT).resolve(name);
                    Files.createDirectories(folder);
                    return Files.isWritable(folder.resolve("cgroup.procs"))
                            ? Optional.of(new Cgroup(folder))
                            : Optional.empty();
                }
            }
        } catch (IOException e) {
            // Not root, or no such file system: do without.
        }
        return Optional.empty();
    }

    @Override
    public List<String> within(List<String> command) {
        var words =
                new ArrayList<>(
                        List.of(
                                "sh",
                                "-c",
                                "echo $$ > \"$0\" && exec \"$@\"",
                                folder.resolve("cgroup.procs").toString()));
        words.addAll(command);
        return words;
    }

    @Override
    public List<Long> processes() throws IOException {
        return Files.readAllLines(folder.resolve("cgroup.procs")).stream()
                .map(Long::valueOf)
                .toList();
    }

    @Override
    public double processorSeconds() throws IOException {
        for (var line : Files.readAllLines(folder.resolve("cpu.stat"))) {
            if (line.startsWith("usage_usec ")) {
                return Long.parseLong(line.substring(11)) / (double) TimeUnit.SECONDS.toMicros(1);
            }
        }
        throw new IOException("no usage_usec in cpu.stat");
    }
}
