package io.staffetta.benchmarks.trial;

import io.staffetta.benchmarks.server.Mode;

/// How a workload is driven.
public enum Kind {
    /// smtp-source against a server that accepts.
    ACCEPT(Mode.ACCEPT),
    /// The load client against a server that accepts.
    CLIENT(Mode.ACCEPT),
    /// smtp-source, until all is in the mailbox.
    MAILBOX(Mode.DELIVER),
    /// smtp-source, until all is in the sink.
    RELAY(Mode.DELIVER),
    /// The load client against the submission port.
    SUBMISSION(Mode.ACCEPT),
    /// Connections that say nothing.
    IDLE(Mode.IDLE),
    /// From the start to the banner.
    START(Mode.DELIVER),
    /// The same of a server that has run before, so that what an installation does once is done.
    RESTART(Mode.DELIVER),
    /// Calls of the fsync family.
    FSYNC(Mode.ACCEPT);

    private final Mode mode;

    Kind(Mode mode) {
        this.mode = mode;
    }

    /// What the server is set up for.
    public Mode mode() {
        return mode;
    }
}
