package io.staffetta.spool.log;

import java.io.IOException;

/// Octets on disk are not what was written.
final class DamagedRecordException extends IOException {

    private static final long serialVersionUID = 1;

    DamagedRecordException(String message) {
        super(message);
    }

    DamagedRecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
