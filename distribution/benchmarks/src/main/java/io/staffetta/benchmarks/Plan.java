package io.staffetta.benchmarks;

import io.staffetta.benchmarks.trial.Workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Which trials there are. Workloads of a batch share one start and one warm-up of each server.
record Plan(List<Batch> batches) {

    private static final String OURS = "staffetta";
    private static final Set<String> STORAGE_OFF = Set.of("W1a", "W1b");

    /// Workloads of one mode and the servers they run against.
    ///
    /// @param workloads that run one after the other in one trial
    /// @param servers their keys
    /// @param once whether one repetition is enough
    record Batch(List<Workload> workloads, List<String> servers, boolean once) {}

    /// Makes the plan of a run.
    ///
    /// @param peers names of the peers that take part
    static Plan of(Options options, List<String> peers) {
        var all = new ArrayList<String>(List.of(OURS));
        all.addAll(peers);
        var accepting = new ArrayList<>(all);
        accepting.add(1, OURS + "-no-storage");
        int million = options.quick() ? 100_000 : 1_000_000;
        int many = options.quick() ? 10_000 : 100_000;
        var batches = new ArrayList<Batch>();
        add(
                batches, options, accepting, "W1a", "W1b", "W1a-64K", "W1b-64K", "W1a-1M", "W1b-1M",
                "W1p", "W1c");
        add(batches, options, all, "W2");
        add(batches, options, all, "W3");
        add(batches, options, all, "W4", "W4r");
        add(batches, options, all, "W5");
        add(batches, options, all, "W5t");
        add(batches, options, all, "W6");
        add(batches, options, List.of(OURS, OURS + "-queued-" + million), "W7");
        add(batches, options, List.of(OURS + "-queued-" + many), "W8");
        add(batches, options, all, "fsync");
        return new Plan(batches);
    }

    /// Whether a key may run a workload at all.
    static boolean allows(String server, Workload workload) {
        return !server.endsWith("-no-storage") || STORAGE_OFF.contains(workload.id());
    }

    private static void add(
            List<Batch> batches, Options options, List<String> servers, String... ids) {
        var workloads =
                Workload.ALL.stream()
                        .filter(workload -> List.of(ids).contains(workload.id()))
                        .filter(workload ->
                                options.only().isEmpty() || options.only().contains(workload))
                        .toList();
        if (!workloads.isEmpty()) {
            batches.add(new Batch(workloads, servers, List.of(ids).contains("fsync")));
        }
    }
}
