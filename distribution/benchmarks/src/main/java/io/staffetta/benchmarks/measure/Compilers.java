package io.staffetta.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Processor time of the second compilers of Java virtual machines, by the names of their threads.
public final class Compilers {

    /// As much of the name as the system keeps.
    private static final String NAME = "(C2 CompilerThre";

    private static final double TICKS_PER_SECOND = 100;

    private Compilers() {}

    /// Since they began, in seconds; none for processes that have none.
    public static double seconds(List<Long> processes) {
        long ticks = 0;
        for (long process : processes) {
            try (var threads = Files.newDirectoryStream(Path.of("/proc/" + process, "task"))) {
                for (var thread : threads) {
                    ticks += ticks(thread);
                }
            } catch (IOException e) {
                // It has just ended.
            }
        }
        return ticks / TICKS_PER_SECOND;
    }

    private static long ticks(Path thread) throws IOException {
        var stat = Files.readString(thread.resolve("stat"));
        if (!stat.contains(NAME)) {
            return 0;
        }
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }
}
