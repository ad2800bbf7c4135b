package io.staffetta.benchmarks.trial;

import io.staffetta.benchmarks.measure.Strace;
import io.staffetta.benchmarks.report.Metric;
import io.staffetta.benchmarks.server.Bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// Calls of the fsync family for 1,000 messages. Slow under strace: no rate is taken.
///
/// @param terms of the trial
/// @param stage with the server
/// @param workload to run
/// @param readings where results go
record Fsyncs(Terms terms, Stage stage, Workload workload, Readings readings) {

    private static final int ALONE = 100;
    private static final int TOGETHER = 1000;

    void run() throws IOException, InterruptedException {
        readings.put(Metric.ERRORS, 0);
        long before = stage.count();
        readings.put(Metric.FSYNC_1, calls(1, ALONE));
        readings.put(Metric.FSYNC_64, calls(terms.sessions(workload), TOGETHER));
        stage.quiesce(5);
        if (before >= 0) {
            readings.put(Metric.STORED, stage.count() - before);
        }
    }

    private double calls(int sessions, int messages) throws IOException, InterruptedException {
        stage.quiesce(5);
        var source = new SmtpSource(sessions, workload.size(), false, Bench.REMOTE);
        var output = stage.run().resolve("strace-" + sessions);
        try (var strace = Strace.attach(stage.group().processes(), output)) {
            TimeUnit.SECONDS.sleep(1);
            var complaint = source.send(messages, terms, stage);
            stage.quiesce(3);
            if (!complaint.isEmpty()) {
                readings.add(Metric.ERRORS, 1);
                readings.note(complaint);
            }
            readings.add(Metric.ACKNOWLEDGED, messages);
            return strace.calls() * 1000.0 / messages;
        }
    }
}
