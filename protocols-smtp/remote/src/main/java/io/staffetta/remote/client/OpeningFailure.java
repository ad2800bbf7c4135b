package io.staffetta.remote.client;

import io.staffetta.spi.mail.EnhancedStatus;

/// A conversation could not be opened.
///
/// Another server of the same destination may be tried, whatever the status.
public final class OpeningFailure extends Exception {

    private static final long serialVersionUID = 1;

    private final transient EnhancedStatus status;
    private final boolean said;
    private final boolean clearWouldDo;

    /// @param status of class 4 or 5
    /// @param message one line: the server's reply as it came, or words of our own
    /// @param said whether the message is the server's reply
    /// @param clearWouldDo whether TLS failed that was not demanded: the same server may be tried
    ///   again with [io.staffetta.spi.tls.OutboundTerms.Level#NONE]
    public OpeningFailure(
            EnhancedStatus status, String message, boolean said, boolean clearWouldDo) {
        super(message, null, false, false);
        this.status = status;
        this.said = said;
        this.clearWouldDo = clearWouldDo;
    }

    /// What to tell the sender.
    public EnhancedStatus status() {
        return status;
    }

    /// Whether the message is the server's own reply.
    public boolean isSaid() {
        return said;
    }

    /// Whether the same server may be tried again without TLS.
    public boolean clearWouldDo() {
        return clearWouldDo;
    }
}
