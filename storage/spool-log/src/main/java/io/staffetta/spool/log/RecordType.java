package io.staffetta.spool.log;

import java.util.Optional;

/// What a record says.
enum RecordType {
    /// A message with envelope, state and content; replaces an earlier one of the same id.
    MESSAGE(1),
    /// New states of some recipients.
    PROGRESS(2),
    /// A new hold, or its release.
    HOLD(3),
    /// Nothing is left to do for the message.
    DONE(4),
    /// The spool was closed in order; everything before is on stable storage.
    CLOSED(5);

    private final int code;

    RecordType(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static Optional<RecordType> of(int code) {
        return switch (code) {
            case 1 -> Optional.of(MESSAGE);
            case 2 -> Optional.of(PROGRESS);
            case 3 -> Optional.of(HOLD);
            case 4 -> Optional.of(DONE);
            case 5 -> Optional.of(CLOSED);
            default -> Optional.empty();
        };
    }
}
