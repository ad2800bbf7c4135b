package io.staffetta.sasl.scram;

import java.nio.file.Path;
import java.util.List;

/// Settings of each SCRAM mechanism.
///
/// @param maxResponse octets of the longest response that is looked at; 8192 by default, at least
///   1024 and at most 8192, since the nonce and the GS2 header come back within the 12288 octets of
///   base64 that RFC 4954 §4 allows
/// @param channelBindings types of channel binding for the `-PLUS` form; all by default
/// @param iterations what an unknown account is said to have, 4096 to 10,000,000; 100,000 by
///   default, as new verifiers of the store `sql` have
/// @param saltOctets length of the salt an unknown account is said to have, 8 to 64; 16 by default
/// @param decoyKeyFile where the key lies that those salts are made with; made if it does not
///   exist; relative to the data directory; `scram/decoy.key` by default
public record ScramSettings(
        int maxResponse,
        List<ChannelBindingType> channelBindings,
        int iterations,
        int saltOctets,
        Path decoyKeyFile) {

    private static final int DEFAULT_MAX_RESPONSE = 8192;
    private static final int LEAST_MAX_RESPONSE = 1024;
    private static final int DEFAULT_ITERATIONS = 100_000;
    private static final int LEAST_ITERATIONS = 4096;
    private static final int MOST_ITERATIONS = 10_000_000;
    private static final int DEFAULT_SALT_OCTETS = 16;

    public ScramSettings {
        maxResponse = maxResponse == 0 ? DEFAULT_MAX_RESPONSE : maxResponse;
        iterations = iterations == 0 ? DEFAULT_ITERATIONS : iterations;
        saltOctets = saltOctets == 0 ? DEFAULT_SALT_OCTETS : saltOctets;
        channelBindings =
                channelBindings.isEmpty()
                        ? List.of(ChannelBindingType.values())
                        : List.copyOf(channelBindings);
        decoyKeyFile = decoyKeyFile == null ? Path.of("scram", "decoy.key") : decoyKeyFile;
        require(
                maxResponse >= LEAST_MAX_RESPONSE && maxResponse <= DEFAULT_MAX_RESPONSE,
                "max-response must lie between 1024 and 8192");
        require(
                iterations >= LEAST_ITERATIONS && iterations <= MOST_ITERATIONS,
                "iterations must lie between 4096 and 10000000 (RFC 7677 4)");
        require(saltOctets >= 8 && saltOctets <= 64, "salt-octets must lie between 8 and 64");
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
