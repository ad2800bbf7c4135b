package io.staffetta.mime;

/// What follows from a broken rule.
public enum Action {
    /// Only the finding is left behind.
    NEXT,
    /// The message is held in the queue.
    QUARANTINE,
    /// The message is refused.
    REFUSE
}
