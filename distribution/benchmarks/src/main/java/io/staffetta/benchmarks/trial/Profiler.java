package io.staffetta.benchmarks.trial;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Records a JVM with Flight Recorder while something happens to it.
///
/// @param file the recording; none is made if its name is empty
record Profiler(Path file) {

    private static final String CPU_SAMPLES = "jdk.CPUTimeSample#enabled=true";
    private static final int PATIENCE_SECONDS = 30;

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

    /// Asks JVMs for a full collection; others do not answer.
    static boolean collect(List<Long> processes) throws IOException, InterruptedException {
        return jcmd(processes, "GC.run");
    }

    private static boolean jcmd(List<Long> processes, String... words)
            throws IOException, InterruptedException {
        boolean answered = false;
        for (long process : processes) {
            var command = new ArrayList<String>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
            command.add(Long.toString(process));
            command.addAll(List.of(words));
            var jcmd =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            answered |= jcmd.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && jcmd.exitValue() == 0;
        }
        return answered;
    }
}
