package io.staffetta.sasl.plain;

/// Settings of the mechanism `plain`.
///
/// @param maxResponse octets of the longest response that is looked at; 1024 by default, at least
///   767 (three strings of 255 octets must be accepted, RFC 4616 §2)
public record PlainSettings(int maxResponse) {

    private static final int DEFAULT_MAX_RESPONSE = 1024;
    private static final int LEAST_MAX_RESPONSE = 3 * 255 + 2;

    public PlainSettings {
        maxResponse = maxResponse == 0 ? DEFAULT_MAX_RESPONSE : maxResponse;
        if (maxResponse < LEAST_MAX_RESPONSE) {
            throw new IllegalArgumentException(
                    "max-response must be at least " + LEAST_MAX_RESPONSE + " (RFC 4616 2)");
        }
    }
}
