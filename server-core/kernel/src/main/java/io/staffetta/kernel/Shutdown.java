package io.staffetta.kernel;

import io.staffetta.kernel.admin.AdminServer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;

/// Stops a server: clients first, then delivery, then everything else in reverse order of the
/// start. A failure of one step never keeps the next from being taken.
final class Shutdown {

    private static final Logger log = LoggerFactory.getLogger(Shutdown.class);

    private final ServerParts parts;
    private final Optional<AdminServer> admin;

    /// @param admin the admin port; it tells that the server stops while clients are served
    Shutdown(ServerParts parts, Optional<AdminServer> admin) {
        this.parts = parts;
        this.admin = admin;
    }

    /// Called once.
    void run() {
        log.atInfo().log("stopping");
        var grace = parts.plan().config().limits().shutdownGrace();
        parts.network()
                .ifPresent(network -> step("listeners", () -> network.listeners().drain(grace)));
        admin.ifPresent(port -> step("admin port", port::close));
        parts.network()
                .ifPresent(network -> step("certificates", network.certificateWatch()::close));
        parts.network().ifPresent(network -> step("logins", network.logins()::close));
        step("queue", parts.residents()::closeQueue);
        step("generation", this::endGeneration);
        parts.network().ifPresent(network -> step("hooks", network.services().runner()::close));
        step("stores", parts.residents()::close);
        parts.idle().ifPresent(plan -> step("plugins", plan.plugins()::close));
        step("metrics", parts.foundation().meters()::close);
        step("data directory", parts.data()::close);
        log.atInfo().log("stopped");
    }

    private void endGeneration() throws InterruptedException {
        var current = parts.foundation().current();
        var last = current.peek();
        current.end();
        if (last.isPresent()
                && !last.get().awaitClosed(parts.foundation().options().deadlines().close())) {
            log.atWarn()
                    .addKeyValue("leases", last.get().leases().count())
                    .log("some sessions or deliveries did not end");
        }
    }

    private static void step(String name, Step step) {
        try {
            step.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception | LinkageError e) {
            log.atError().addKeyValue("step", name).setCause(e).log("a step of the stop failed");
        }
    }

    private interface Step {
        void run() throws Exception;
    }
}
