package io.staffetta.sasl.oauth;

import static java.util.Objects.requireNonNullElse;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// The element `keys`: the published keys of the issuers, and what they publish about themselves.
///
/// @param url where the keys are; what the issuer's discovery document says by default
/// @param refresh age from which they are fetched anew, at a login; 5m by default
/// @param lifetime age from which they count for nothing, should the issuer stay away; 15m by
///   default, at least `refresh`
/// @param retry shortest time between two attempts, whatever tokens come; 10s by default
public record KeysSettings(Optional<URI> url, Duration refresh, Duration lifetime, Duration retry) {

    static final KeysSettings DEFAULT =
            new KeysSettings(
                    Optional.empty(),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(15),
                    Duration.ofSeconds(10));

    public KeysSettings {
        lifetime = requireNonNullElse(lifetime, Duration.ofMinutes(15));
        var usual = Duration.ofMinutes(5);
        refresh = requireNonNullElse(refresh, usual.compareTo(lifetime) < 0 ? usual : lifetime);
        retry = requireNonNullElse(retry, Duration.ofSeconds(10));
        if (!refresh.isPositive()) {
            throw new IllegalArgumentException("refresh must be more than zero");
        }
        if (lifetime.compareTo(refresh) < 0) {
            throw new IllegalArgumentException("lifetime must be at least refresh");
        }
    }
}
