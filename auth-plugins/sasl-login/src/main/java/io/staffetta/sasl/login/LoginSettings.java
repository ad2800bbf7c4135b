package io.staffetta.sasl.login;

/// Settings of the mechanism `login`.
///
/// @param maxResponse octets of the longest response that is looked at; 512 by default, at least
///   255
public record LoginSettings(int maxResponse) {

    private static final int DEFAULT_MAX_RESPONSE = 512;
    private static final int LEAST_MAX_RESPONSE = 255;

    public LoginSettings {
        maxResponse = maxResponse == 0 ? DEFAULT_MAX_RESPONSE : maxResponse;
        if (maxResponse < LEAST_MAX_RESPONSE) {
            throw new IllegalArgumentException(
                    "max-response must be at least " + LEAST_MAX_RESPONSE);
        }
    }
}
