package io.staffetta.sasl.oauth;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// What an issuer says about itself (OpenID Connect Discovery 1.0 §3, RFC 8414 §2).
///
/// @param keys where its keys are
/// @param introspection where to ask about tokens
record Metadata(Optional<URI> keys, Optional<URI> introspection) {

    /// @throws IssuerUnavailable if the document is for another issuer: whoever can put one at this
    ///   place must not be able to speak for it
    static Metadata of(URI issuer, Map<String, Object> document) throws IssuerUnavailable {
        if (!issuer.toString().equals(document.get("issuer"))) {
            throw new IssuerUnavailable(
                    Issuer.discovery(issuer) + ": is not the document of " + issuer);
        }
        return new Metadata(
                url(issuer, document, "jwks_uri"), url(issuer, document, "introspection_endpoint"));
    }

    private static Optional<URI> url(URI issuer, Map<String, Object> document, String name)
            throws IssuerUnavailable {
        if (!(document.get(name) instanceof String text)) {
            return Optional.empty();
        }
        try {
            return Optional.of(URI.create(text));
        } catch (IllegalArgumentException e) {
            throw new IssuerUnavailable(Issuer.discovery(issuer) + ": " + name + " is not a URL");
        }
    }
}
