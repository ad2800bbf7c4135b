package io.staffetta.benchmarks.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Records a JVM with Flight Recorder while something happens to it.
///
/// @param file the recording; none is made if its name is empty
record Profiler(Path file) {

    private static final String CPU_SAMPLES = "jdk.CPUTimeSample#enabled=true";
    private static final int PATIENCE_SECONDS = 30;
    private static final Pattern TOTAL = Pattern.compile("Total +\\d+ +(\\d+)");

    static Profiler off() {
        return new Profiler(Path.of(""));
    }

    boolean isOn() {
        return !file.toString().isEmpty();
    }

    void start(List<Long> processes) throws IOException, InterruptedException {
        if (isOn()) {
            jcmd(processes, "JFR.start", "name=timed", "settings=profile", CPU_SAMPLES);
        }
    }

    void stop(List<Long> processes) throws IOException, InterruptedException {
        if (isOn()) {
            jcmd(processes, "JFR.stop", "name=timed", "filename=" + file);
        }
    }

    /// Octets of the objects on the heaps of JVMs that are still referred to; empty if none of the
    /// processes is one. They collect garbage for it.
    static OptionalLong live(List<Long> processes) throws IOException, InterruptedException {
        return jcmd(processes, "GC.class_histogram")
                .lines()
                .map(TOTAL::matcher)
                .filter(Matcher::matches)
                .mapToLong(total -> Long.parseLong(total.group(1)))
                .reduce(Long::sum);
    }

    private static String jcmd(List<Long> processes, String... words)
            throws IOException, InterruptedException {
        var answers = new StringBuilder();
        for (long process : processes) {
            var command = new ArrayList<String>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
            command.add(Long.toString(process));
            command.addAll(List.of(words));
            var answer = Files.createTempFile("jcmd", ".txt");
            try {
                var jcmd =
                        new ProcessBuilder(command)
                                .redirectErrorStream(true)
                                .redirectOutput(answer.toFile())
                                .start();
                if (jcmd.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && jcmd.exitValue() == 0) {
                    answers.append(Files.readString(answer));
                }
            } finally {
                Files.delete(answer);
            }
        }
        return answers.toString();
    }
}
