package io.staffetta.sasl.oauth;

import static java.util.Objects.requireNonNullElse;

import io.staffetta.spi.mail.Domain;

import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Settings of the component `oauth`.
///
/// @param forms the mechanisms it brings, in the order announced; both by default
/// @param issuers who may issue tokens, as their tokens name them; required
/// @param audiences at least one of them must be in the token; required; `any` alone takes every
///   token of the issuers
/// @param scopes all of them must be in the token
/// @param mode how tokens are checked; `jwt` by default
/// @param algorithms signatures that are believed; never `none` or a symmetric one
/// @param clockSkew how far clocks may differ; 60s by default, 10m at most
/// @param accountClaim the claim with a login or address of the account; `email` by default
/// @param emailVerified whether the claim `email` counts only with `email_verified`
/// @param accountDomain appended to a claim without `@`
/// @param domains if there are any, the claim must be an address in one of them
/// @param keys the keys of the issuers
/// @param introspection asking the issuer about each token (RFC 7662)
/// @param http how issuers are asked
/// @param maxResponse octets of the longest response that is looked at; 12288 by default, at least
///   1024
public record OauthSettings(
        List<Form> forms,
        List<URI> issuers,
        List<String> audiences,
        List<String> scopes,
        Mode mode,
        List<String> algorithms,
        Duration clockSkew,
        String accountClaim,
        EmailVerified emailVerified,
        Optional<Domain> accountDomain,
        List<Domain> domains,
        KeysSettings keys,
        IntrospectionSettings introspection,
        HttpSettings http,
        int maxResponse) {

    /// How tokens are checked.
    public enum Mode {
        /// As JWT, against the keys of the issuer.
        JWT,
        /// By asking the issuer.
        INTROSPECTION,
        /// What looks like a JWT against the keys, the rest by asking.
        AUTO
    }

    /// What to think of addresses the issuer did not verify.
    public enum EmailVerified {
        /// They count for nothing.
        REQUIRED,
        /// The issuer lets nobody choose his address.
        IGNORED
    }

    private static final String ANY = "any";
    private static final List<String> DEFAULT_ALGORITHMS =
            List.of("RS256", "PS256", "ES256", "EdDSA");
    private static final Set<String> KNOWN_ALGORITHMS =
            Set.of(
                    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512",
                    "EdDSA", "Ed25519");
    private static final int DEFAULT_MAX_RESPONSE = 12288;
    private static final int LEAST_MAX_RESPONSE = 1024;

    public OauthSettings {
        forms = forms.isEmpty() ? List.copyOf(EnumSet.allOf(Form.class)) : List.copyOf(forms);
        issuers = List.copyOf(issuers);
        audiences = List.copyOf(audiences);
        scopes = List.copyOf(scopes);
        mode = requireNonNullElse(mode, Mode.JWT);
        algorithms = algorithms.isEmpty() ? DEFAULT_ALGORITHMS : List.copyOf(algorithms);
        clockSkew = requireNonNullElse(clockSkew, Duration.ofMinutes(1));
        accountClaim = requireNonNullElse(accountClaim, "email");
        emailVerified = requireNonNullElse(emailVerified, EmailVerified.REQUIRED);
        domains = List.copyOf(domains);
        keys = requireNonNullElse(keys, KeysSettings.DEFAULT);
        introspection = requireNonNullElse(introspection, IntrospectionSettings.NONE);
        http = requireNonNullElse(http, HttpSettings.DEFAULT);
        maxResponse = maxResponse == 0 ? DEFAULT_MAX_RESPONSE : maxResponse;
        checkLists(forms, issuers, audiences, algorithms);
        checkUris(issuers, mode, keys, introspection, http);
        if (clockSkew.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException("clock-skew must be at most 10m");
        }
        if (accountClaim.isEmpty()) {
            throw new IllegalArgumentException("account-claim must not be empty");
        }
        if (maxResponse < LEAST_MAX_RESPONSE) {
            throw new IllegalArgumentException(
                    "max-response must be at least " + LEAST_MAX_RESPONSE);
        }
    }

    /// Whether tokens for any audience are taken.
    boolean isForAnyAudience() {
        return audiences.contains(ANY);
    }

    private static void checkLists(
            List<Form> forms, List<URI> issuers, List<String> audiences, List<String> algorithms) {
        if (Set.copyOf(forms).size() < forms.size()) {
            throw new IllegalArgumentException("form is given twice");
        }
        if (issuers.isEmpty()) {
            throw new IllegalArgumentException("issuer is required");
        }
        if (Set.copyOf(issuers).size() < issuers.size()) {
            throw new IllegalArgumentException("issuer is given twice");
        }
        if (audiences.isEmpty()) {
            throw new IllegalArgumentException(
                    "audience is required: the name the issuer has for this server, or 'any' to"
                            + " take tokens that were meant for others too");
        }
        if (audiences.contains(ANY) && audiences.size() > 1) {
            throw new IllegalArgumentException("audience 'any' must stand alone");
        }
        for (var algorithm : algorithms) {
            if (!KNOWN_ALGORITHMS.contains(algorithm)) {
                throw new IllegalArgumentException(
                        "algorithm must be one of RS256, RS384, RS512, PS256, PS384, PS512, ES256,"
                                + " ES384, ES512, EdDSA, Ed25519");
            }
        }
    }

    private static void checkUris(
            List<URI> issuers,
            Mode mode,
            KeysSettings keys,
            IntrospectionSettings introspection,
            HttpSettings http) {
        for (var issuer : issuers) {
            http.check("issuer", issuer);
            if (issuer.getRawQuery() != null) {
                throw new IllegalArgumentException("issuer must have no query");
            }
        }
        keys.url().ifPresent(url -> http.check("keys", url));
        introspection.url().ifPresent(url -> http.check("introspection", url));
        if (issuers.size() > 1 && keys.url().isPresent()) {
            throw new IllegalArgumentException("keys / url is for one issuer only");
        }
        if (mode == Mode.JWT) {
            return;
        }
        // A token of one issuer is not to be shown to another one.
        if (issuers.size() > 1) {
            throw new IllegalArgumentException("mode jwt is the only one for several issuers");
        }
        if (introspection.clientId().isEmpty() || introspection.clientSecret().isEmpty()) {
            throw new IllegalArgumentException(
                    "introspection needs client-id and client-secret (RFC 7662 2.1)");
        }
    }
}
