package io.staffetta.spi.queue;

/// What a delivery status notification says (RFC 3464 §2.3.3).
public enum ReportKind {
    /// Delivered to the mailbox.
    DELIVERED,
    /// Handed to a server that does not know DSN.
    RELAYED,
    /// Not yet delivered, still being tried.
    DELAYED,
    /// Failed for good.
    FAILED
}
