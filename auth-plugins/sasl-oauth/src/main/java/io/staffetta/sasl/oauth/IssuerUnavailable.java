package io.staffetta.sasl.oauth;

/// The issuer cannot be asked, or answers nonsense: nobody knows whether a token is good.
final class IssuerUnavailable extends Exception {

    private static final long serialVersionUID = 1L;

    IssuerUnavailable(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
