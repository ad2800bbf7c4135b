package io.staffetta.milter;

/// What happens to mail while the filter cannot be asked.
public enum DefaultAction {
    /// It goes on without the filter.
    ACCEPT,
    /// It is refused for good.
    REJECT,
    /// It is refused for now; so is all that follows in the session.
    TEMPFAIL,
    /// It is held in the queue.
    QUARANTINE,
    /// The session ends with 421.
    SHUTDOWN
}
