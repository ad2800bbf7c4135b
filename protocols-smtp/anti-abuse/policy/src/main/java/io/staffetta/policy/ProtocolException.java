package io.staffetta.policy;

import java.io.IOException;

/// A policy server said something that makes no sense.
final class ProtocolException extends IOException {

    private static final long serialVersionUID = 1;

    ProtocolException(String message) {
        super(message);
    }
}
