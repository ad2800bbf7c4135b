package io.staffetta.sasl.oauth;

import com.nimbusds.jose.jwk.JWKSet;

import java.net.URI;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/// Who issues tokens. Nothing is asked before it is needed, so that a server starts while its
/// issuer is down.
final class Issuer {

    private final URI name;
    private final OauthSettings settings;
    private final IssuerHttp http;
    private final KeptDocument<Metadata> metadata;
    private final KeptDocument<JWKSet> keys;

    Issuer(URI name, OauthSettings settings, IssuerHttp http, InstantSource clock) {
        this.name = name;
        this.settings = settings;
        this.http = http;
        var patience = settings.http().requestTimeout();
        metadata =
                new KeptDocument<>(
                        discovery(name).toString(),
                        settings.keys(),
                        patience,
                        clock,
                        () -> Metadata.of(name, http.get(discovery(name))));
        keys =
                new KeptDocument<>(
                        "keys of " + name,
                        settings.keys(),
                        patience.multipliedBy(2),
                        clock,
                        this::fetchKeys);
    }

    /// As its tokens name it.
    String name() {
        return name.toString();
    }

    /// The keys it signs tokens with.
    KeptDocument<JWKSet> keys() {
        return keys;
    }

    /// Where it tells about tokens.
    URI introspection() throws IssuerUnavailable {
        return url(
                settings.introspection().url(),
                Metadata::introspection,
                "no introspection_endpoint");
    }

    /// Where an issuer publishes what it says about itself (OpenID Connect Discovery 1.0 §4).
    static URI discovery(URI issuer) {
        var base = issuer.toString();
        return URI.create(
                (base.endsWith("/") ? base.substring(0, base.length() - 1) : base)
                        + "/.well-known/openid-configuration");
    }

    private JWKSet fetchKeys() throws IssuerUnavailable {
        var url = url(settings.keys().url(), Metadata::keys, "no jwks_uri");
        var document = http.get(url);
        try {
            return JWKSet.parse(document);
        } catch (ParseException | RuntimeException e) {
            // The library trips over some malformed sets.
            throw new IssuerUnavailable(url + ": not a set of keys");
        }
    }

    private URI url(
            Optional<URI> configured, Function<Metadata, Optional<URI>> published, String otherwise)
            throws IssuerUnavailable {
        if (configured.isPresent()) {
            return configured.get();
        }
        return published
                .apply(metadata.get().value())
                .orElseThrow(() -> new IssuerUnavailable(discovery(name) + ": " + otherwise));
    }
}
