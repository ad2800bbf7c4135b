package io.staffetta.sasl.oauth;

import static java.util.Objects.requireNonNullElse;

import io.staffetta.spi.Secret;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// The element `introspection`: asking the issuer about each token (RFC 7662).
///
/// @param url where to ask; what the issuer's discovery document says by default
/// @param clientId who asks
/// @param clientSecret proves it
/// @param lifetime how long an answer is kept; 30s by default, 0s for not at all, 10m at most: a
///   token that was revoked is good until then
/// @param entries answers kept at most; 1000 by default
public record IntrospectionSettings(
        Optional<URI> url,
        Optional<String> clientId,
        Optional<Secret> clientSecret,
        Duration lifetime,
        int entries) {

    static final IntrospectionSettings NONE =
            new IntrospectionSettings(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Duration.ofSeconds(30),
                    0);

    public IntrospectionSettings {
        lifetime = requireNonNullElse(lifetime, Duration.ofSeconds(30));
        entries = entries == 0 ? 1000 : entries;
        if (lifetime.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException("lifetime must be at most 10m");
        }
        if (entries < 0) {
            throw new IllegalArgumentException("entries must be more than zero");
        }
    }
}
