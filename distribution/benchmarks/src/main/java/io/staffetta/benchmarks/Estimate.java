package io.staffetta.benchmarks;

import io.staffetta.benchmarks.server.MailServer;
import io.staffetta.benchmarks.server.Servers;
import io.staffetta.benchmarks.trial.Terms;
import io.staffetta.benchmarks.trial.Workload;

import java.util.List;

/// How long a plan takes, about, from what trials took on a machine with 2 cores.
record Estimate(Servers servers, Options options) {

    private static final double TRIAL = 2.5;
    private static final double LATENCY_AND_SETTLING = 3;
    private static final double TRACING = 9;
    private static final double IDLING = 10;
    private static final double OPENED_PER_SECOND = 1500;
    private static final double FILLED_PER_SECOND = 30_000;

    double minutes(Plan plan) {
        double seconds = 0;
        for (var batch : plan.batches()) {
            for (var key : batch.servers()) {
                var server = servers.named(key);
                for (int repetition = 1; repetition <= plan.repetitions(); repetition++) {
                    var workloads =
                            plan.workloads(batch, key, repetition).stream()
                                    .filter(workload -> server.supports(workload.id()))
                                    .toList();
                    seconds += server.facts().isPresent() ? trial(server, workloads) : 0;
                }
                seconds += Servers.queued(key) / FILLED_PER_SECOND;
            }
        }
        return seconds / 60;
    }

    private double trial(MailServer server, List<Workload> workloads) {
        if (workloads.isEmpty()) {
            return 0;
        }
        double seconds = TRIAL + server.startSeconds();
        boolean warmed = false;
        for (var workload : workloads) {
            seconds += part(server, workload, warmed);
            warmed = true;
        }
        return seconds;
    }

    private double part(MailServer server, Workload workload, boolean warmed) {
        return switch (workload.kind()) {
            case ACCEPT, CLIENT, MAILBOX, RELAY, SUBMISSION ->
                    Terms.warmSeconds(server, workload, warmed)
                            + options.seconds()
                            + LATENCY_AND_SETTLING;
            case IDLE ->
                    IDLING
                            + 2 * server.idleSeconds()
                            + server.idle().orElse(Harness.IDLE) / OPENED_PER_SECOND;
            case START -> 0;
            case RESTART -> server.startSeconds();
            case FSYNC -> TRACING;
        };
    }
}
