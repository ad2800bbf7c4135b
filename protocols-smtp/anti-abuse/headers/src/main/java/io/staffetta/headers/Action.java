package io.staffetta.headers;

/// What follows from a broken rule, the mildest first.
public enum Action {
    /// Only the finding is left behind.
    NEXT,
    /// The message is held in the queue.
    QUARANTINE,
    /// The message is refused.
    REFUSE
}
