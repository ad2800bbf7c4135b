package io.staffetta.benchmarks.server;

import java.util.Locale;

/// What a server is set up for.
public enum Mode {
    /// Takes mail for `sink.test` from loopback, and submissions with STARTTLS and AUTH PLAIN, and
    /// keeps or discards it.
    ACCEPT,
    /// Delivers mail for `bench.test` into one mailbox, and relays the rest to the sink's port.
    DELIVER,
    /// As [#ACCEPT], with limits for many connections.
    IDLE;

    /// What scripts call it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
