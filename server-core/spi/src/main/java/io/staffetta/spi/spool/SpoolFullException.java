package io.staffetta.spi.spool;

import java.io.IOException;

/// There is no space for a message.
public class SpoolFullException extends IOException {

    private static final long serialVersionUID = 1;

    /// @param message one line that says what is full
    public SpoolFullException(String message) {
        super(message);
    }

    /// @param message one line that says what is full
    /// @param cause the system's error
    public SpoolFullException(String message, Throwable cause) {
        super(message, cause);
    }
}
