package io.staffetta.benchmarks.trial;

import io.staffetta.benchmarks.load.Goal;
import io.staffetta.benchmarks.load.Load;
import io.staffetta.benchmarks.load.LoadClient;
import io.staffetta.benchmarks.report.Metric;
import io.staffetta.benchmarks.server.Bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// The workloads that are a rate. The load client warms the server up, which tells how many
/// messages fill the timed part; where smtp-source does that one, so does smtp-source, since what
/// it says is not what the load client says; then comes the timed part; then, where smtp-source did
/// it, a short part by the load client for the latencies.
///
/// @param terms of the trial
/// @param stage with the server
/// @param workload to run
/// @param readings where results go
record Throughput(Terms terms, Stage stage, Workload workload, Readings readings) {

    private static final int LEAST = 20;

    /// @param warmed whether the server has taken load before
    void run(boolean warmed) throws IOException, InterruptedException {
        readings.put(Metric.ERRORS, 0);
        long before = stage.count();
        var client = new LoadClient(Clients.load(workload, terms));
        double warm = terms.warmSeconds(workload, warmed) * terms.pace();
        boolean bySource = workload.kind() == Kind.ACCEPT || workload.kind() == Kind.MAILBOX;
        double warmBySource = bySource ? warm * SmtpSource.WARMS : 0;
        Clients.count(client.run(Goal.seconds(warm - warmBySource)), readings);
        var tally = client.run(Goal.seconds(0.4 * terms.pace()));
        Clients.count(tally, readings);
        if (bySource) {
            source().warm(tally.rate() * warmBySource, terms, stage, readings);
        }
        double rate = tally.rate();
        terms.warming(stage, warm)
                .goOn(seconds -> {
                    if (bySource) {
                        source().warm(rate * seconds, terms, stage, readings);
                    } else {
                        Clients.count(client.run(Goal.seconds(seconds)), readings);
                    }
                });
        stage.quiesce(10);
        if (!bySource) {
            byClient(client);
        } else {
            bySource(Math.max(LEAST, (long) (tally.rate() * terms.seconds())));
            var last = client.run(Goal.seconds(0.4 * terms.pace()));
            Clients.count(last, readings);
            Clients.latency(last, readings);
        }
        stage.quiesce(10);
        if (before >= 0) {
            double acknowledged = readings.values().getOrDefault(Metric.ACKNOWLEDGED, 0.0);
            long stored = settled(before + (long) acknowledged) - before;
            readings.put(Metric.STORED, stored);
        }
    }

    private void byClient(LoadClient client) throws IOException, InterruptedException {
        try (var timed = Timed.begin(stage, terms)) {
            var tally = client.run(Goal.seconds(terms.seconds()));
            timed.end(tally.acknowledged(), tally.seconds(), readings);
            Clients.count(tally, readings);
            Clients.latency(tally, readings);
            if (workload.security() != Load.Security.CLEAR && tally.connections() > 0) {
                readings.put(Metric.RESUMED, 100.0 * tally.resumedSessions() / tally.connections());
            }
        }
    }

    private void bySource(long messages) throws IOException, InterruptedException {
        var local = workload.kind() == Kind.MAILBOX;
        long goal = local ? settled(-1) + messages : 0;
        try (var timed = Timed.begin(stage, terms)) {
            long start = System.nanoTime();
            var complaint = source().send(messages, terms, stage);
            long end = System.nanoTime();
            if (!complaint.isEmpty()) {
                readings.add(Metric.ERRORS, 1);
                readings.note(complaint);
                timed.end(0, 1, readings);
                return;
            }
            if (local) {
                settled(goal);
                end = System.nanoTime();
            }
            readings.add(Metric.ACKNOWLEDGED, messages);
            timed.end(messages, (end - start) / 1e9, readings);
        }
    }

    private SmtpSource source() {
        return new SmtpSource(
                terms.sessions(workload),
                workload.size(),
                workload.many(),
                workload.kind() == Kind.MAILBOX ? Bench.LOCAL : Bench.REMOTE);
    }

    /// Waits until the server has so many messages, as long as their number grows.
    private long settled(long goal) throws IOException, InterruptedException {
        long count = stage.count();
        long grownAt = System.nanoTime();
        while (count >= 0 && count < goal && System.nanoTime() - grownAt < 5_000_000_000L) {
            TimeUnit.MILLISECONDS.sleep(50);
            long now = stage.count();
            if (now != count) {
                count = now;
                grownAt = System.nanoTime();
            }
        }
        return count;
    }
}
