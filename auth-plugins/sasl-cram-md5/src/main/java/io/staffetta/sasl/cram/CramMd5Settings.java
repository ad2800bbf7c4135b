package io.staffetta.sasl.cram;

/// Settings of the mechanism `cram-md5`.
///
/// @param maxResponse octets of the longest response that is looked at; 1024 by default, at least
///   288 (a login of 255 octets, a blank and the digest)
public record CramMd5Settings(int maxResponse) {

    private static final int DEFAULT_MAX_RESPONSE = 1024;
    private static final int LEAST_MAX_RESPONSE = 255 + 1 + 32;

    public CramMd5Settings {
        maxResponse = maxResponse == 0 ? DEFAULT_MAX_RESPONSE : maxResponse;
        if (maxResponse < LEAST_MAX_RESPONSE) {
            throw new IllegalArgumentException(
                    "max-response must be at least " + LEAST_MAX_RESPONSE);
        }
    }
}
