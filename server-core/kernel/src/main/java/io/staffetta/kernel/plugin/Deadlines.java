package io.staffetta.kernel.plugin;

import java.time.Duration;

/// How long components may take to start and to close.
///
/// @param start recovery of a large spool needs minutes
/// @param close a queue lets running deliveries end
public record Deadlines(Duration start, Duration close) {

    /// What holds unless told otherwise.
    public static final Deadlines DEFAULTS =
            new Deadlines(Duration.ofMinutes(10), Duration.ofSeconds(60));
}
