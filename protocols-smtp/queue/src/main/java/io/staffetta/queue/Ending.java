package io.staffetta.queue;

/// How the operator wants a message to end.
///
/// @param tell whether the sender is told
/// @param reason one line
record Ending(boolean tell, String reason) {

    static Ending bounce(String reason) {
        return new Ending(true, reason.isBlank() ? "returned by the operator" : reason);
    }

    static Ending delete() {
        return new Ending(false, "deleted by the operator");
    }
}
