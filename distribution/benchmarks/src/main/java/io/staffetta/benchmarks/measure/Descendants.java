package io.staffetta.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The processes that were started by this group, found by their parents.
final class Descendants implements Accounting {

    private static final double TICKS_PER_SECOND = 100;

    private final ConcurrentMap<Long, Boolean> before = new ConcurrentHashMap<>();

    Descendants() {
        ProcessHandle.current().descendants().forEach(child -> before.put(child.pid(), true));
    }

    @Override
    public List<String> within(List<String> command) {
        return command;
    }

    @Override
    public List<Long> processes() {
        return ProcessHandle.current()
                .descendants()
                .map(ProcessHandle::pid)
                .filter(pid -> !before.containsKey(pid))
                .toList();
    }

    @Override
    public double processorSeconds() throws IOException {
        long ticks = 0;
        for (long pid : processes()) {
            try {
                var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
                // Behind the name, which may hold spaces: fields 14 to 17 are user, system, and
                // those of ended children.
                var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                for (int field = 11; field < 15; field++) {
                    ticks += Long.parseLong(fields[field]);
                }
            } catch (NoSuchFileException e) {
                // It has just ended.
            }
        }
        return ticks / TICKS_PER_SECOND;
    }
}
