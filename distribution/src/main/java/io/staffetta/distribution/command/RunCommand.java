package io.staffetta.distribution.command;

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
        var stop = new CountDownLatch(1);
        Signals.on("TERM", stop::countDown);
        Signals.on("INT", stop::countDown);
        new Serving(place.options(), place.isTrial(), out).during(_ -> stop.await());
        return ExitCode.DONE;
    }
}
