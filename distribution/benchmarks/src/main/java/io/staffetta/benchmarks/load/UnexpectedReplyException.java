package io.staffetta.benchmarks.load;

import java.io.IOException;

/// The server said something else than it should have.
final class UnexpectedReplyException extends IOException {

    private static final long serialVersionUID = 1;

    UnexpectedReplyException(String message) {
        super(message);
    }
}
