package io.staffetta.spi.protocol;

import java.io.IOException;

/// Ends the wait for the next command because the server stops: the client is to be told `421
/// 4.3.2`.
public final class ServerStoppingException extends IOException {

    private static final long serialVersionUID = 1;

    /// Creates it without a stack trace, which would say nothing.
    public ServerStoppingException() {
        super("the server stops");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
