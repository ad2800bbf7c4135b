package io.staffetta.remote.dns;

import io.staffetta.spi.mail.EnhancedStatus;

/// There is no server to send to. The status says whether that may change: class 4 for a DNS server
/// that does not answer, class 5 for a domain that does not exist or takes no mail.
public final class LookupFailure extends Exception {

    private static final long serialVersionUID = 1;

    private final transient EnhancedStatus status;
    private final String line;

    /// @param status of class 4 or 5
    /// @param message one line
    public LookupFailure(EnhancedStatus status, String message) {
        super(message, null, false, false);
        this.status = status;
        this.line = message;
    }

    @Override
    public String getMessage() {
        return line;
    }

    /// What to tell the sender.
    public EnhancedStatus status() {
        return status;
    }
}
