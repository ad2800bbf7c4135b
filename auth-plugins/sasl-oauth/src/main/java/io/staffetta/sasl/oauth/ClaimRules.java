package io.staffetta.sasl.oauth;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// What must hold of the claims of every token (RFC 7519 §4.1, RFC 9068 §4).
///
/// @param audiences one of them must be there; empty if none need be
/// @param scopes all of them must be there
/// @param skew how far clocks may differ
/// @param clock now
record ClaimRules(List<String> audiences, List<String> scopes, Duration skew, InstantSource clock) {

    ClaimRules(OauthSettings settings, InstantSource clock) {
        this(
                settings.isForAnyAudience() ? List.of() : settings.audiences(),
                settings.scopes(),
                settings.clockSkew(),
                clock);
    }

    void check(Claims claims) throws Refused {
        checkTimes(claims);
        if (!audiences.isEmpty() && claims.texts("aud").stream().noneMatch(audiences::contains)) {
            throw new Refused("the token is for another audience: " + Shown.of(claims, "aud"));
        }
        // RFC 7800: it is of use only to who proves to have a key, which these mechanisms cannot.
        if (claims.has("cnf")) {
            throw new Refused("the token is bound to a key");
        }
        checkScopes(claims);
    }

    private void checkTimes(Claims claims) throws Refused {
        double now = clock.instant().getEpochSecond();
        var expiry = claims.time("exp");
        if (expiry.isPresent() && now >= expiry.getAsDouble() + skew.toSeconds()) {
            throw new Refused("the token has expired");
        }
        double latest = now + skew.toSeconds();
        if (claims.time("nbf").orElse(latest) > latest) {
            throw new Refused("the token is not valid yet");
        }
        if (claims.time("iat").orElse(latest) > latest) {
            throw new Refused("the token was issued in the future");
        }
    }

    private void checkScopes(Claims claims) throws Refused {
        // "scp" is what some issuers call it.
        var granted = claims.has("scope") ? claims.words("scope") : claims.words("scp");
        for (var scope : scopes) {
            if (!granted.contains(scope)) {
                throw new Refused(
                        Refused.Status.INSUFFICIENT_SCOPE, "the token lacks the scope " + scope);
            }
        }
    }
}
