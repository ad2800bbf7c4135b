package io.staffetta.kernel.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The name of the server where the configuration gives none.
final class Hostname {

    private static final String UNKNOWN = "localhost";

    private Hostname() {}

    /// How long the system's resolver may take.
    static final Duration RESOLVER_DEADLINE = Duration.ofSeconds(5);

    /// What this machine calls itself, as far as the system's resolver knows.
    static String ofMachine() {
        try {
            return CompletableFuture.supplyAsync(Hostname::resolved)
                    .get(RESOLVER_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException _) {
            return UNKNOWN;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return UNKNOWN;
        }
    }

    /// The name, if others could look it up.
    static Optional<String> qualified(String name) {
        try {
            var domain = Names.domain(name).name();
            boolean address = domain.matches("[0-9.]+");
            boolean local = domain.endsWith(".localdomain") || domain.endsWith(".local");
            return Optional.of(domain).filter(d -> d.contains(".") && !address && !local);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static String resolved() {
        try {
            return InetAddress.getLocalHost().getCanonicalHostName();
        } catch (UnknownHostException _) {
            return UNKNOWN;
        }
    }
}
