package io.staffetta.milter.wire;

import java.io.IOException;

/// The filter cannot be talked to: it is away, too slow, or says what the protocol does not allow.
public final class MilterException extends IOException {

    private static final long serialVersionUID = 1;

    /// @param message what is wrong, one line without anything the filter said
    public MilterException(String message) {
        super(message);
    }

    /// @param message what is wrong, one line without anything the filter said
    public MilterException(String message, Throwable cause) {
        super(message, cause);
    }
}
