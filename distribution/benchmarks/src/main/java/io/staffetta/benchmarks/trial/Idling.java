package io.staffetta.benchmarks.trial;

import io.staffetta.benchmarks.load.Goal;
import io.staffetta.benchmarks.load.LoadClient;
import io.staffetta.benchmarks.measure.Memory;
import io.staffetta.benchmarks.report.Metric;

import java.io.IOException;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/// The memory that silent connections cost: what the server has with them less what it had before.
///
/// @param terms of the trial
/// @param stage with the server
/// @param workload to run
/// @param readings where results go
record Idling(Terms terms, Stage stage, Workload workload, Readings readings) {

    private static final double WARM_SECONDS = 5;

    void run() throws IOException, InterruptedException {
        var client = new LoadClient(Clients.load(workload, terms));
        // So that code and caches are there before the first look.
        client.run(Goal.seconds(WARM_SECONDS * terms.pace()));
        try (var few = client.gather(terms.sessions(workload))) {
            readings.put(Metric.ERRORS, few.tally().errors());
        }
        int connections = Math.min(terms.idle(), terms.server().idle().orElse(terms.idle()));
        if (connections < terms.idle()) {
            readings.note("%,d connections".formatted(connections));
        }
        idle();
        long before = proportional();
        var live = OptionalLong.empty();
        double opened;
        try (var crowd = client.gather(connections)) {
            idle();
            opened = Math.max(1, crowd.tally().acknowledged());
            readings.put(Metric.IDLE, (proportional() - before) / opened);
            readings.put(Metric.RSS, Memory.resident(stage.group().processes()) / 1024.0);
            // Forces a collection, so not before the process was looked at.
            live = Profiler.live(stage.group().processes());
            Clients.count(crowd.tally(), readings);
        }
        if (live.isPresent()) {
            stage.quiesce(5);
            long left = Profiler.live(stage.group().processes()).orElse(0);
            readings.put(Metric.IDLE_LIVE, (live.getAsLong() - left) / 1024.0 / opened);
        }
    }

    private long proportional() throws IOException {
        return Memory.proportional(stage.group().processes());
    }

    // What a collector gives back of an idle process it gives back after a while.
    private void idle() throws IOException, InterruptedException {
        TimeUnit.SECONDS.sleep(1);
        stage.quiesce(5);
        TimeUnit.MILLISECONDS.sleep((long) (1000 * terms.server().idleSeconds()));
    }
}
