package io.staffetta.benchmarks.trial;

import io.staffetta.benchmarks.load.Goal;
import io.staffetta.benchmarks.load.LoadClient;
import io.staffetta.benchmarks.report.Metric;
import io.staffetta.benchmarks.server.Bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// Relays from smtp-source to smtp-sink, timed until the sink has everything.
///
/// @param terms of the trial
/// @param stage with the server
/// @param workload to run
/// @param sink that the server relays to
/// @param readings where results go
record Relaying(Terms terms, Stage stage, Workload workload, SmtpSink sink, Readings readings) {

    private static final int LEAST = 20;
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(8);

    /// @param warmed whether the server has taken load before
    void run(boolean warmed) throws IOException, InterruptedException {
        readings.put(Metric.ERRORS, 0);
        var client = new LoadClient(Clients.load(workload, terms));
        double warm = terms.warmSeconds(workload, warmed) * terms.pace();
        long start = System.nanoTime();
        var tally = client.run(Goal.seconds(warm * (1 - SmtpSource.WARMS)));
        Clients.count(tally, readings);
        awaitSink(tally.acknowledged());
        double rate = sink.messages() / ((sink.lastAt() - start) / 1e9);
        warm(rate * warm * SmtpSource.WARMS);
        terms.warming(stage, warm).goOn(seconds -> warm(rate * seconds));
        // It was cold: the second half of the warm-up tells more than the mean.
        long messages = Math.max(LEAST, (long) (1.3 * rate * terms.seconds()));
        timed(messages);
        readings.put(Metric.STORED, sink.messages());
    }

    private void warm(double messages) throws IOException, InterruptedException {
        source().warm(messages, terms, stage, readings);
        awaitSink(readings.values().getOrDefault(Metric.ACKNOWLEDGED, 0.0).longValue());
    }

    private void timed(long messages) throws IOException, InterruptedException {
        long goal = sink.messages() + messages;
        try (var timed = Timed.begin(stage, terms)) {
            long start = System.nanoTime();
            var complaint = source().send(messages, terms, stage);
            if (!complaint.isEmpty()) {
                readings.add(Metric.ERRORS, 1);
                readings.note(complaint);
            }
            long accepted = System.nanoTime();
            readings.add(Metric.ACKNOWLEDGED, complaint.isEmpty() ? messages : 0);
            awaitSink(goal);
            long relayed = messages - Math.max(0, goal - sink.messages());
            timed.end(relayed, (sink.lastAt() - start) / 1e9, readings);
            readings.note("accepted at %.0f/s".formatted(messages / ((accepted - start) / 1e9)));
        }
    }

    private SmtpSource source() {
        return new SmtpSource(
                terms.sessions(workload), workload.size(), workload.many(), Bench.REMOTE);
    }

    private void awaitSink(long goal) throws InterruptedException {
        while (sink.messages() < goal && System.nanoTime() - sink.lastAt() < SILENCE_NANOS) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
