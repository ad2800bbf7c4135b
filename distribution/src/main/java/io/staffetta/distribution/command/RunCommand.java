package io.staffetta.distribution.command;

import io.staffetta.kernel.Staffetta;
import io.staffetta.kernel.StartupException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

@Command(name = "run", description = "Run the server in the foreground.")
final class RunCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private Place place;

    @Override
    public Integer call() throws StartupException, InterruptedException {
        return run(place, spec.commandLine().getOut());
    }

    /// Runs the server until somebody ends the process.
    static int run(Place place, PrintWriter out) throws StartupException, InterruptedException {
        var signal = new StopSignal();
        Signals.on("TERM", signal);
        Signals.on("INT", signal);
        new Serving(place.options(), place.isTrial(), out).during(signal);
        return ExitCode.DONE;
    }

    /// A class, since the AOT cache has no lambdas of what the rehearsal does not run.
    private static final class StopSignal implements Runnable, Serving.Meanwhile<RuntimeException> {

        private final CountDownLatch stop = new CountDownLatch(1);

        @Override
        public void run() {
            stop.countDown();
        }

        @Override
        public void run(Staffetta server) throws InterruptedException {
            stop.await();
        }
    }
}
