package io.staffetta.distribution.command;

import io.staffetta.distribution.WarmUp;
import io.staffetta.kernel.Staffetta;
import io.staffetta.kernel.StaffettaOptions;
import io.staffetta.kernel.StartupException;
import io.staffetta.kernel.admin.ServerStatus;
import io.staffetta.kernel.net.SocketText;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.PrintWriter;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A server in the foreground.
///
/// @param isTrial whether to tell what could be tried
/// @param out where what whoever started it should know is printed
record Serving(StaffettaOptions options, boolean isTrial, PrintWriter out) {

    private static final Logger log = LoggerFactory.getLogger(Serving.class);

    /// What is done while the server is up.
    @FunctionalInterface
    interface Meanwhile<E extends Exception> {
        void run(Staffetta server) throws E, InterruptedException;
    }

    /// Starts the server, and stops it when the work is done.
    <E extends Exception> void during(Meanwhile<E> work)
            throws StartupException, InterruptedException, E {
        try (var server = Staffetta.start(options)) {
            WarmUp.goOn();
            Signals.on("HUP", () -> reload(server));
            var status = server.administration().status();
            if (isTrial) {
                out.println(FirstSteps.text(server.administration(), status));
            }
            out.println("Staffetta " + Version.text() + " is ready: " + addresses(server, status));
            out.flush();
            work.run(server);
        }
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
