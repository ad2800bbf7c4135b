package io.staffetta.kernel.admin;

import java.io.IOException;

/// No server runs with a data directory, or it cannot be reached from here.
public final class ServerNotRunningException extends IOException {

    private static final long serialVersionUID = 1;

    /// @param message one line that says what to do
    ServerNotRunningException(String message) {
        super(message);
    }

    ServerNotRunningException(String message, Throwable cause) {
        super(message, cause);
    }
}
