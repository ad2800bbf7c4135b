package io.staffetta.sasl.anonymous;

/// Settings of the mechanism `anonymous`.
///
/// @param account the account everybody gets; required, and looked up at each login
/// @param maxResponse octets of the longest trace information that is looked at; 1020 by default,
///   at least 255 (RFC 4505 §2 allows 255 characters of up to 4 octets)
public record AnonymousSettings(String account, int maxResponse) {

    private static final int DEFAULT_MAX_RESPONSE = 255 * 4;
    private static final int LEAST_MAX_RESPONSE = 255;

    public AnonymousSettings {
        if (account == null || account.isBlank()) {
            throw new IllegalArgumentException("account is missing: whose rights strangers get");
        }
        maxResponse = maxResponse == 0 ? DEFAULT_MAX_RESPONSE : maxResponse;
        if (maxResponse < LEAST_MAX_RESPONSE) {
            throw new IllegalArgumentException(
                    "max-response must be at least " + LEAST_MAX_RESPONSE);
        }
    }
}
