package io.staffetta.benchmarks.server;

import java.util.Locale;

/// What a server is set up for.
public enum Mode {
    /// Takes mail for `sink.test` from loopback and keeps or discards it.
    ACCEPT,
    /// Delivers mail for `bench.test` into one mailbox.
    LOCAL,
    /// Relays mail for `sink.test` to the sink's port.
    RELAY,
    /// As [#ACCEPT], and takes submissions: STARTTLS, AUTH PLAIN.
    SUBMIT,
    /// As [#SUBMIT], with limits for 10,000 connections.
    IDLE;

    /// What scripts call it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
