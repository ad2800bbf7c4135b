package io.staffetta.dmarc;

/// What happens to a message.
public enum Treatment {
    /// Refused with 550 5.7.1.
    REFUSE,
    /// Accepted, and held in our queue until an operator releases it.
    QUARANTINE,
    /// Accepted with a header field that says so.
    MARK,
    /// Accepted as it is.
    NEXT
}
