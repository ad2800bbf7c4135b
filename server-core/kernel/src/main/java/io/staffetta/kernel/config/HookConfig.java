package io.staffetta.kernel.config;

import java.time.Duration;

/// One hook of a chain.
///
/// @param component which hook, and its settings
/// @param mode whether its decisions count
/// @param onError what a failure of the hook means
/// @param deadline the longest a call may take
public record HookConfig(ComponentConfig component, Mode mode, OnError onError, Duration deadline) {

    /// Default of `deadline`.
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
