package io.staffetta.spf;

/// What is done about a result.
public enum SpfAction {
    /// Nothing; the finding is there for others.
    NEXT,
    /// `550`: the client should give up.
    REFUSE,
    /// `451`: the client should come again.
    TEMPFAIL,
    /// The message is taken and held in the queue.
    QUARANTINE
}
