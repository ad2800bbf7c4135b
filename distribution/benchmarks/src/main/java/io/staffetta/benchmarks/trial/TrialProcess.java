package io.staffetta.benchmarks.trial;

import io.staffetta.benchmarks.measure.Accounting;
import io.staffetta.benchmarks.server.Servers;

import java.nio.file.Path;

/// The process of a trial: `TrialProcess ORDER ANSWER`, both files. The places it needs come as
/// system properties (see [Servers]).
public final class TrialProcess {

    private TrialProcess() {}

    public static void main(String[] arguments) throws Exception {
        var order = Order.read(Path.of(arguments[0]));
        var terms =
                new Terms(
                        Servers.fromProperties().named(order.server()),
                        order.seconds(),
                        order.pace(),
                        order.sessions(),
                        order.idle(),
                        Accounting.group("load"),
                        new Profiler(Path.of(order.profile())));
        var readings =
                new Trial(terms, Accounting.group("server"), order.run()).run(order.workloads());
        Order.answer(readings, Path.of(arguments[1]));
        System.exit(0);
    }
}
