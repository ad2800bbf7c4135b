package io.staffetta.sasl.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staffetta.spi.Secret;

import java.net.URLEncoder;
import java.util.Base64;

/// Tokens that only their issuer understands (RFC 7662).
final class IntrospectionCheck implements TokenCheck {

    private final Issuer issuer;
    private final IntrospectionSettings settings;
    private final IssuerHttp http;
    private final ClaimRules rules;
    private final KeptAnswers answers;

    IntrospectionCheck(
            Issuer issuer, IntrospectionSettings settings, IssuerHttp http, ClaimRules rules) {
        this.issuer = issuer;
        this.settings = settings;
        this.http = http;
        this.rules = rules;
        answers = new KeptAnswers(settings.entries(), settings.lifetime(), rules.clock());
    }

    @Override
    public Claims check(Secret token) throws Refused, IssuerUnavailable {
        var claims = answer(token);
        if (!Boolean.TRUE.equals(claims.values().get("active"))) {
            throw new Refused("the issuer says that the token is not active");
        }
        if (claims.has("iss") && !claims.text("iss").orElse("").equals(issuer.name())) {
            throw new Refused("by another issuer: " + Shown.of(claims, "iss"));
        }
        rules.check(claims);
        return claims;
    }

    private Claims answer(Secret token) throws IssuerUnavailable {
        var kept = answers.find(token);
        if (kept.isPresent()) {
            return kept.get();
        }
        var url = issuer.introspection();
        var form = "token=" + encoded(token.reveal()) + "&token_type_hint=access_token";
        var claims = new Claims(http.post(url, form, authorization()));
        if (!(claims.values().get("active") instanceof Boolean)) {
            throw new IssuerUnavailable(url + ": does not say whether the token is active");
        }
        answers.keep(token, claims);
        return claims;
    }

    /// RFC 6749 §2.3.1.
    private String authorization() {
        var id = settings.clientId().orElse("");
        var secret = settings.clientSecret().map(Secret::reveal).orElse("");
        var both = encoded(id) + ":" + encoded(secret);
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(UTF_8));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
