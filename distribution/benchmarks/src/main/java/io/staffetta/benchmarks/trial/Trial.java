package io.staffetta.benchmarks.trial;

import io.staffetta.benchmarks.measure.Accounting;
import io.staffetta.benchmarks.measure.Memory;
import io.staffetta.benchmarks.report.Metric;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Runs workloads of one mode, one after the other, against one server. Call it in a process, and a
/// network, of its own.
final class Trial {

    private final Terms terms;
    private final Accounting group;
    private final Path run;
    private final Map<Workload, Readings> readings = new LinkedHashMap<>();

    /// @param group for the server
    /// @param run the folder for the server's data
    Trial(Terms terms, Accounting group, Path run) {
        this.terms = terms;
        this.group = group;
        this.run = run;
    }

    Map<Workload, Readings> run(List<Workload> workloads) throws InterruptedException {
        workloads.forEach(workload -> readings.put(workload, new Readings()));
        try {
            switch (workloads.getFirst().kind()) {
                case START -> start(workloads.getFirst());
                case RESTART -> {
                    Stage.start(terms.server(), Kind.RESTART.mode(), run, group).close();
                    start(workloads.getFirst());
                }
                default -> perform(workloads);
            }
        } catch (IOException e) {
            readings.values().stream()
                    .filter(each -> !each.values().containsKey(Metric.RATE))
                    .forEach(each -> each.note("failed: " + e.getMessage()));
        }
        return readings;
    }

    private void perform(List<Workload> workloads) throws IOException, InterruptedException {
        var kind = workloads.getFirst().kind();
        try (var sink = SmtpSink.start(terms.load());
                var stage = Stage.start(terms.server(), kind.mode(), run, group)) {
            boolean warmed = false;
            for (var workload : workloads) {
                perform(workload, stage, sink, warmed);
                warmed = true;
            }
        }
    }

    private void perform(Workload workload, Stage stage, SmtpSink sink, boolean warmed)
            throws IOException, InterruptedException {
        var into = readings.getOrDefault(workload, new Readings());
        if (terms.sessions(workload) < terms.sessions()) {
            into.note(terms.sessions(workload) + " sessions");
        }
        switch (workload.kind()) {
            case ACCEPT, CLIENT, MAILBOX, SUBMISSION ->
                    new Throughput(terms, stage, workload, into).run(warmed);
            case RELAY -> new Relaying(terms, stage, workload, sink, into).run(warmed);
            case IDLE -> new Idling(terms, stage, workload, into).run();
            case FSYNC -> new Fsyncs(terms, stage, workload, into).run();
            case START, RESTART -> throw new IllegalArgumentException("starts run alone");
        }
    }

    private void start(Workload workload) throws IOException, InterruptedException {
        var into = readings.getOrDefault(workload, new Readings());
        try (var stage = Stage.start(terms.server(), workload.kind().mode(), run, group)) {
            into.put(Metric.START, stage.startSeconds());
            stage.quiesce(3);
            into.put(Metric.RSS, Memory.resident(group.processes()) / 1024.0);
            into.put(Metric.ERRORS, 0);
        }
    }
}
