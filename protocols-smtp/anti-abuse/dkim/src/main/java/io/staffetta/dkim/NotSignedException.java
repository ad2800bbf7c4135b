package io.staffetta.dkim;

/// A message gets no signature, for this reason.
final class NotSignedException extends Exception {

    private static final long serialVersionUID = 1;

    NotSignedException(String reason) {
        super(reason, null, false, false);
    }

    /// One line.
    String reason() {
        return String.valueOf(getMessage());
    }
}
