package io.staffetta.benchmarks;

import io.staffetta.benchmarks.trial.Workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Which trials there are. Workloads of a batch share one start and one warm-up of each server.
///
/// @param batches in the order in which they run
/// @param repetitions of what is repeated at all
/// @param isWhole whether nothing was chosen; then only what the targets are about is repeated, and
///   most peers run that only, and once
record Plan(List<Batch> batches, int repetitions, boolean isWhole) {

    private static final String OURS = "staffetta";
    private static final String REFERENCE = "postfix";
    private static final Set<String> STORAGE_OFF = Set.of("W1a", "W1b");
    private static final Set<String> MAIN = Set.of("W1a", "W1b", "W2", "W3", "W4", "W6");

    /// Workloads of one mode and the servers they run against.
    ///
    /// @param workloads that run one after the other in one trial
    /// @param servers their keys
    record Batch(List<Workload> workloads, List<String> servers) {}

    /// Makes the plan of a run.
    ///
    /// @param peers names of the peers that take part
    static Plan of(Options options, List<String> peers) {
        var all = new ArrayList<String>(List.of(OURS));
        all.addAll(peers);
        var accepting = new ArrayList<>(all);
        accepting.add(1, OURS + "-no-storage");
        if (options.alone()) {
            all.remove(OURS);
            accepting.removeIf(server -> server.startsWith(OURS));
        }
        int million = options.quick() ? 100_000 : 1_000_000;
        int many = options.quick() ? 10_000 : 100_000;
        var batches = new ArrayList<Batch>();
        add(
                batches, options, accepting, "W1a", "W1b", "W4", "W4r", "W1p", "W1c", "W1a-64K",
                "W1b-64K", "W1a-1M", "W1b-1M", "fsync");
        add(batches, options, all, "W2", "W3");
        add(batches, options, all, "W6");
        if (!options.alone()) {
            add(batches, options, List.of(OURS, OURS + "-queued-" + million), "W7");
            add(batches, options, List.of(OURS + "-queued-" + many), "W8");
        }
        add(batches, options, all, "W5");
        add(batches, options, all, "W5t");
        return new Plan(
                List.copyOf(batches),
                options.repetitions(),
                options.only().isEmpty() && options.peers().isEmpty());
    }

    /// What a server runs in one repetition of a batch; empty if it has no part in it.
    List<Workload> workloads(Batch batch, String server, int repetition) {
        return batch.workloads().stream()
                .filter(workload -> allows(server, workload))
                .filter(workload -> repetition <= repetitions(server, workload))
                .toList();
    }

    private static boolean allows(String server, Workload workload) {
        return !server.endsWith("-no-storage") || STORAGE_OFF.contains(workload.id());
    }

    private int repetitions(String server, Workload workload) {
        if (!isWhole) {
            return repetitions;
        }
        boolean isMain = MAIN.contains(workload.id());
        if (server.startsWith(OURS) || server.equals(REFERENCE)) {
            return isMain ? repetitions : 1;
        }
        return isMain ? 1 : 0;
    }

    private static void add(
            List<Batch> batches, Options options, List<String> servers, String... ids) {
        var workloads =
                List.of(ids).stream()
                        .flatMap(id -> Workload.named(id).stream())
                        .filter(workload ->
                                options.only().isEmpty() || options.only().contains(workload))
                        .toList();
        if (!workloads.isEmpty()) {
            batches.add(new Batch(workloads, servers));
        }
    }
}
