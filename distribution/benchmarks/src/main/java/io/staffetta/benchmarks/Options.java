package io.staffetta.benchmarks;

import io.staffetta.benchmarks.trial.Workload;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What a run is to do.
///
/// @param alone without Staffetta
/// @param quick short parts, one repetition, fewer connections and queued messages
/// @param only workloads to run; empty for all
/// @param peers servers to compare with; empty for all that are installed
/// @param repetitions of each trial
/// @param seconds a timed part is to take
/// @param budgetMinutes after which nothing but what has not been measured at all is begun
/// @param install peers to install, instead of measuring
/// @param profile a workload to record with Flight Recorder, instead of measuring; empty for none
/// @param results the folder for the results; empty for the default
record Options(
        boolean alone,
        boolean quick,
        List<Workload> only,
        List<String> peers,
        int repetitions,
        double seconds,
        double budgetMinutes,
        List<String> install,
        String profile,
        String results) {

    static final String USAGE =
            """
            run [--quick] [--only W1a,W3,...] [--peers postfix,exim,...|none] [--alone] [--reps 3]
                [--seconds 1.5] [--budget 14.5] [--results DIR]     measure; alone: peers only; budget: minutes
            run --install postfix,exim,...|all    install peers (as root)
            run --profile W1b                     record the server with Flight Recorder
            run --list [options]                  show the workloads, the peers and how long it would take
            """;

    Options {
        only = List.copyOf(only);
        peers = List.copyOf(peers);
        install = List.copyOf(install);
    }

    /// Parses the command line.
    ///
    /// @throws IllegalArgumentException with one line for the user
    static Options parse(String... words) {
        boolean alone = List.of(words).contains("--alone");
        boolean quick = List.of(words).contains("--quick");
        var only = new ArrayList<Workload>();
        List<String> peers = List.of();
        List<String> install = List.of();
        int repetitions = quick ? 1 : 3;
        double seconds = quick ? 1 : 1.5;
        double budget = 14.5;
        var profile = "";
        var results = "";
        for (int i = 0; i < words.length; i++) {
            if (List.of("--quick", "--alone").contains(words[i])) {
                continue;
            }
            if (i + 1 == words.length) {
                throw new IllegalArgumentException(words[i] + " is no option, or lacks a value");
            }
            var value = words[++i];
            switch (words[i - 1]) {
                case "--only" -> list(value).forEach(id -> only.add(workload(id)));
                case "--peers" -> peers = list(value);
                case "--install" -> install = list(value);
                case "--reps" -> repetitions = (int) number(value);
                case "--seconds" -> seconds = number(value);
                case "--budget" -> budget = number(value);
                case "--profile" -> profile = workload(value).id();
                case "--results" -> results = value;
                default -> throw new IllegalArgumentException("unknown option " + words[i - 1]);
            }
        }
        return new Options(
                alone, quick, only, peers, repetitions, seconds, budget, install, profile, results);
    }

    /// Where results go: a run that is not the whole one never replaces the kept results.
    Path resultsIn(Path module) {
        if (!results.isEmpty()) {
            return Path.of(results);
        }
        return quick || alone || !only.isEmpty() || !peers.isEmpty()
                ? module.resolve("target/results")
                : module;
    }

    private static Workload workload(String id) {
        return Workload.named(id)
                .orElseThrow(() -> new IllegalArgumentException("no workload " + id));
    }

    private static List<String> list(String value) {
        return List.of(value.split(","));
    }

    private static double number(String value) {
        try {
            double number = Double.parseDouble(value);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException("not a number above 0: " + value);
    }
}
