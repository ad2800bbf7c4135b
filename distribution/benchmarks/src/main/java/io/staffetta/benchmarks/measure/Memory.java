package io.staffetta.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Memory of processes, in KiB.
public final class Memory {

    private Memory() {}

    /// Resident, summed: what several share counts several times.
    public static long resident(List<Long> processes) {
        return sum(processes, "status", "VmRSS:");
    }

    /// Resident, what is shared divided by those who share it.
    public static long proportional(List<Long> processes) {
        return sum(processes, "smaps_rollup", "Pss:");
    }

    private static long sum(List<Long> processes, String file, String key) {
        long sum = 0;
        for (long process : processes) {
            try {
                for (var line : Files.readAllLines(Path.of("/proc/" + process, file))) {
                    if (line.startsWith(key)) {
                        sum += Long.parseLong(line.replaceAll("\\D+", ""));
                        break;
                    }
                }
            } catch (IOException e) {
                // It has just ended.
            }
        }
        return sum;
    }
}
