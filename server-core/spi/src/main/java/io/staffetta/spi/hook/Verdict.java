package io.staffetta.spi.hook;

/// A decision of a hook other than to go on, written down by the kernel.
///
/// @param hook what the operator calls it
/// @param phase when, such as `rcpt`
/// @param decision `accept`, `refuse`, `disconnect`, `discard`, `quarantine`; or `error`,
///   `timeout`, `blocked` if the hook failed
/// @param observed whether it was only observed, so that the session went on
/// @param detail the reply or the reason, one line
public record Verdict(
        String hook, String phase, String decision, boolean observed, String detail) {}
