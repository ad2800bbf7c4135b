package io.staffetta.remote.net;

import io.staffetta.spi.mail.EnhancedStatus;

import java.io.IOException;

/// No address of a server could be connected to; the message says for each of them why, on one
/// line.
public final class ConnectFailure extends IOException {

    private static final long serialVersionUID = 1;

    ConnectFailure(String message) {
        super(message);
    }

    /// What to tell the sender: 4.4.1, no answer from host.
    public EnhancedStatus status() {
        return new EnhancedStatus(4, 4, 1);
    }
}
