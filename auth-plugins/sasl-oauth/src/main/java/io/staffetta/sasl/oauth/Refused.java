package io.staffetta.sasl.oauth;

import java.util.Locale;

/// A token is not good enough. The message is for the log and holds nothing of the token that its
/// issuer has not signed.
final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    /// What the client may know (RFC 6750 §3.1).
    enum Status {
        INVALID_TOKEN,
        INSUFFICIENT_SCOPE;

        String registered() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Status status;

    Refused(Status status, String reason) {
        super(reason, null, false, false);
        this.status = status;
    }

    Refused(String reason) {
        this(Status.INVALID_TOKEN, reason);
    }

    Status status() {
        return status;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
