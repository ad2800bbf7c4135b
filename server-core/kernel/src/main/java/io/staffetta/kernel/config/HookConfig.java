package io.staffetta.kernel.config;

import java.time.Duration;
import java.util.Optional;

/// One hook of a chain.
///
/// @param component which hook, and its settings
/// @param mode whether its decisions count
/// @param onError what a failure of the hook means
/// @param deadline the longest a call may take; empty for what the hook asks for
public record HookConfig(
        ComponentConfig component, Mode mode, OnError onError, Optional<Duration> deadline) {

    /// The `deadline` where neither operator nor hook says anything.
    public static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(30);

    /// Whether decisions count.
    public enum Mode {
        /// They do.
        ENFORCE,
        /// They are logged and counted only.
        OBSERVE
    }

    /// What a throw, a missed deadline or a linkage error means.
    public enum OnError {
        /// `451 4.3.0`.
        TEMPFAIL,
        /// Go on with the next hook.
        IGNORE
    }
}
