package io.staffetta.sasl.external;

import java.util.List;

/// Settings of the mechanism `external`.
///
/// @param from where in a certificate names of accounts stand; the mail addresses among the subject
///   alternative names by default, or nowhere if there are maps
/// @param maps certificates that stand for an account; they come first
/// @param maxNames names of one certificate that are looked up, at most; 16 by default
/// @param maxResponse octets of the longest authorization identity that is looked at; 1024 by
///   default, at least 255
public record ExternalSettings(
        List<NameSource> from, List<Mapping> maps, int maxNames, int maxResponse) {

    private static final int DEFAULT_MAX_NAMES = 16;
    private static final int DEFAULT_MAX_RESPONSE = 1024;
    private static final int LEAST_MAX_RESPONSE = 255;

    public ExternalSettings {
        maps = List.copyOf(maps);
        from =
                from.isEmpty() && maps.isEmpty()
                        ? List.of(NameSource.EMAIL_ADDRESS)
                        : List.copyOf(from);
        maxNames = maxNames == 0 ? DEFAULT_MAX_NAMES : maxNames;
        maxResponse = maxResponse == 0 ? DEFAULT_MAX_RESPONSE : maxResponse;
        if (maxNames < 1) {
            throw new IllegalArgumentException("max-names must be at least 1");
        }
        if (maxResponse < LEAST_MAX_RESPONSE) {
            throw new IllegalArgumentException(
                    "max-response must be at least " + LEAST_MAX_RESPONSE);
        }
    }
}
