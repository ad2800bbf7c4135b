package io.staffetta.distribution.command;

import io.staffetta.kernel.Staffetta;
import io.staffetta.kernel.StartupException;
import io.staffetta.kernel.admin.ServerStatus;
import io.staffetta.kernel.net.SocketText;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;

@Command(name = "run", description = "Run the server in the foreground.")
final class RunCommand implements Callable<Integer> {

    private static final Logger log = LoggerFactory.getLogger(RunCommand.class);

    @Spec private CommandSpec spec;
    @Mixin private Place place;

    @Override
    public Integer call() throws StartupException, InterruptedException {
        var stop = new CountDownLatch(1);
        Signals.on("TERM", stop::countDown);
        Signals.on("INT", stop::countDown);
        try (var server = Staffetta.start(place.options())) {
            Signals.on("HUP", () -> reload(server));
            var status = server.administration().status();
            var out = spec.commandLine().getOut();
            if (place.isTrial()) {
                out.println(FirstSteps.text(server.administration(), status));
            }
            out.println("Staffetta " + Version.text() + " is ready: " + addresses(server, status));
            out.flush();
            stop.await();
        }
        return ExitCode.DONE;
    }

    /// The server itself logs what came of it.
    private static void reload(Staffetta server) {
        try {
            server.administration().reload();
        } catch (IllegalStateException e) {
            log.error("cannot reload: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.error("cannot reload", e);
        }
    }

    private static String addresses(Staffetta server, ServerStatus status) {
        return Stream.concat(
                        status.listeners().stream()
                                .map(listener -> listener.name() + " " + listener.address()),
                        server.adminAddress().stream()
                                .map(admin -> "admin " + SocketText.of(admin)))
                .collect(Collectors.joining(", "));
    }
}
