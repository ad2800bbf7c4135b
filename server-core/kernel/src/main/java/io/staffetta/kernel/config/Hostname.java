package io.staffetta.kernel.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/// The name of the server where the configuration gives none.
final class Hostname {

    private Hostname() {}

    /// What this machine calls itself, as far as the system's resolver knows.
    static String ofMachine() {
        try {
            return InetAddress.getLocalHost().getCanonicalHostName();
        } catch (UnknownHostException _) {
            return "localhost";
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
}
