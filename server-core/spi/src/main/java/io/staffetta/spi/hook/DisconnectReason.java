package io.staffetta.spi.hook;

/// Why a session ended.
public enum DisconnectReason {
    /// The client took its leave, as with QUIT: it sends nothing more and waits for nothing but the
    /// end, so the connection is closed at once.
    QUIT,
    /// The client went away without QUIT.
    LOST,
    /// The client was too slow.
    TIMEOUT,
    /// We refused to go on: a hook, a limit, or a protocol violation.
    REFUSED,
    /// The server stops.
    SHUTDOWN,
    /// The TLS handshake failed.
    TLS_FAILED,
    /// Something failed here.
    ERROR
}
