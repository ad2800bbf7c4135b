package io.staffetta.sasl.oauth;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;

import io.staffetta.spi.Secret;

import java.text.ParseException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Tokens that are signed (RFC 7519, RFC 9068), against the keys of who they say issued them.
/// Nothing in a token says where keys are: `jku`, `jwk`, `x5u` and `x5c` are not looked at.
///
/// @param issuers who may issue tokens
/// @param algorithms the ones that are believed
/// @param rules what must hold of the claims
record JwtCheck(List<Issuer> issuers, Set<String> algorithms, ClaimRules rules)
        implements TokenCheck {

    /// Those of access tokens; others are for something else.
    private static final Set<String> TYPES = Set.of("", "jwt", "at+jwt", "application/at+jwt");

    @Override
    public Claims check(Secret secret) throws Refused, IssuerUnavailable {
        var token = parse(secret);
        checkHeader(token.getHeader());
        var claims = claims(token);
        var issuer = issuerOf(claims);
        if (!isSigned(token, issuer)) {
            throw new Refused("the signature is not by a key of " + issuer.name());
        }
        if (!claims.has("exp")) {
            throw new Refused("the token never expires");
        }
        rules.check(claims);
        return claims;
    }

    private static SignedJWT parse(Secret secret) throws Refused {
        try {
            return SignedJWT.parse(secret.reveal());
        } catch (ParseException | RuntimeException e) {
            // The library trips over some malformed tokens. The message has parts of the token.
            throw new Refused("not a signed JWT");
        }
    }

    private void checkHeader(JWSHeader header) throws Refused {
        if (!algorithms.contains(header.getAlgorithm().getName())) {
            throw new Refused("signed with an algorithm that is not allowed");
        }
        var critical = header.getCriticalParams();
        if ((critical != null && !critical.isEmpty()) || !header.isBase64URLEncodePayload()) {
            throw new Refused("signed with an extension that is not known here");
        }
        var type = header.getType() == null ? "" : header.getType().getType();
        if (!TYPES.contains(type.toLowerCase(Locale.ROOT))) {
            throw new Refused("not an access token by its type");
        }
    }

    private static Claims claims(SignedJWT token) throws Refused {
        var claims = token.getPayload().toJSONObject();
        if (claims == null) {
            throw new Refused("the payload is not JSON");
        }
        return new Claims(claims);
    }

    private Issuer issuerOf(Claims claims) throws Refused {
        var name = claims.text("iss").orElse("");
        return issuers.stream()
                .filter(issuer -> issuer.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Refused("by another issuer"));
    }

    private static boolean isSigned(SignedJWT token, Issuer issuer) throws IssuerUnavailable {
        var known = issuer.keys().get();
        if (isSigned(token, known.value())) {
            return true;
        }
        // Of a key that is known by its name the issuer has no other form.
        boolean named = token.getHeader().getKeyID() != null;
        if (named && !Signatures.candidates(token, known.value()).isEmpty()) {
            return false;
        }
        var newer = issuer.keys().newerThan(known);
        return newer.number() != known.number() && isSigned(token, newer.value());
    }

    private static boolean isSigned(SignedJWT token, JWKSet keys) {
        return Signatures.candidates(token, keys).stream()
                .anyMatch(key -> Signatures.isBy(key, token));
    }
}
