package io.staffetta.milter;

/// What happens to a message that is too large to be shown to the filter.
public enum TooLarge {
    /// It goes on without the filter's last word.
    ACCEPT,
    /// It is refused for good.
    REJECT,
    /// It is refused for now.
    TEMPFAIL,
    /// It is held in the queue.
    QUARANTINE
}
