package io.staffetta.benchmarks.trial;

import io.staffetta.benchmarks.measure.Accounting;
import io.staffetta.benchmarks.server.MailServer;

/// What the workloads of a trial have in common.
///
/// @param server under test
/// @param seconds a timed part is to take
/// @param pace by which warming up and waiting are shortened; 1 is none
/// @param sessions at once
/// @param idle connections of the idle workloads
/// @param load the group of clients and sink
/// @param profiler records the timed part, or does nothing
public record Terms(
        MailServer server,
        double seconds,
        double pace,
        int sessions,
        int idle,
        Accounting load,
        Profiler profiler) {

    private static final double LEAST_MORE = 2;

    double warmSeconds(Workload workload, boolean warmed) {
        return warmSeconds(server, workload, warmed);
    }

    /// How long to warm up: once warm for one workload, a server needs little for the next, unless
    /// that takes other paths through it.
    public static double warmSeconds(MailServer server, Workload workload, boolean warmed) {
        double all = server.warmSeconds();
        if (!warmed) {
            return all;
        }
        return switch (workload.kind()) {
            case SUBMISSION -> all / 2;
            case RELAY -> Math.max(1, all / 3);
            case ACCEPT, CLIENT, MAILBOX, IDLE, START, RESTART, FSYNC -> 0.5;
        };
    }

    /// What follows warming up for some seconds.
    Warming warming(Stage stage, double seconds) {
        return new Warming(stage, Math.max(LEAST_MORE * pace, seconds));
    }

    int sessions(Workload workload) {
        return server.sessions(workload.id()).orElse(sessions);
    }
}
