package io.staffetta.benchmarks.trial;

import io.staffetta.benchmarks.load.Load;
import io.staffetta.benchmarks.load.Tally;
import io.staffetta.benchmarks.report.Metric;
import io.staffetta.benchmarks.server.Bench;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/// Makes the loads of the load client.
final class Clients {

    private Clients() {}

    static Load load(Workload workload, Terms terms) {
        boolean submits = workload.kind() == Kind.SUBMISSION;
        boolean secured = workload.security() != Load.Security.CLEAR;
        return new Load(
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(),
                        submits || secured ? Bench.SUBMIT_PORT : Bench.PORT),
                terms.sessions(workload),
                workload.many() ? Integer.MAX_VALUE : 1,
                workload.style(),
                workload.security(),
                submits
                        ? Optional.of(new Load.Login(terms.server().login(), Bench.PASSWORD))
                        : Optional.empty(),
                Math.max(workload.size(), 1),
                // A submission server lets an account use its own addresses only.
                submits ? Bench.LOCAL : Bench.SENDER,
                workload.kind() == Kind.MAILBOX ? Bench.LOCAL : Bench.REMOTE);
    }

    /// Writes down what every tally has to say.
    static void count(Tally tally, Readings readings) {
        readings.add(Metric.ACKNOWLEDGED, tally.acknowledged());
        readings.add(Metric.ERRORS, tally.errors());
        tally.reasons().forEach((reason, times) -> readings.note(times + " × " + reason));
    }

    static void latency(Tally tally, Readings readings) {
        if (tally.acknowledged() > 0) {
            readings.put(Metric.P50, tally.percentile(50));
            readings.put(Metric.P99, tally.percentile(99));
        }
    }
}
