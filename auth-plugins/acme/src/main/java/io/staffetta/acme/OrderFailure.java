package io.staffetta.acme;

/// An order came to nothing; the message says why in one line.
final class OrderFailure extends Exception {

    private final boolean late;

    OrderFailure(String message) {
        this(message, false);
    }

    OrderFailure(String message, Throwable cause) {
        super(message, cause);
        late = false;
    }

    private OrderFailure(String message, boolean late) {
        super(message);
        this.late = late;
    }

    /// The deadline came while the authority was still at it.
    static OrderFailure late(String waitedFor) {
        return new OrderFailure("order-deadline is over, still waiting for " + waitedFor, true);
    }

    /// Whether the order may still come to something.
    boolean isLate() {
        return late;
    }
}
