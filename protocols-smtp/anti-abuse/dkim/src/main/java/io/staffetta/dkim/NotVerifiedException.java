package io.staffetta.dkim;

/// A signature did not pass.
final class NotVerifiedException extends Exception {

    private static final long serialVersionUID = 1;

    private final Result result;

    NotVerifiedException(Result result, String reason) {
        // Whoever sends mail can cause it as often as he likes, so it must be cheap.
        super(reason, null, false, false);
        this.result = result;
    }

    Result result() {
        return result;
    }

    /// Why, one line.
    String reason() {
        return String.valueOf(getMessage());
    }
}
