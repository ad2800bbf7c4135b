package io.staffetta.sasl.oauth;

import io.staffetta.spi.Secret;

/// For issuers of tokens of both kinds.
///
/// @param jwt for what looks like a JWT, encrypted ones too, which it refuses
/// @param introspection for the rest
record EitherCheck(TokenCheck jwt, TokenCheck introspection) implements TokenCheck {

    @Override
    public Claims check(Secret token) throws Refused, IssuerUnavailable {
        return looksSigned(token.reveal()) ? jwt.check(token) : introspection.check(token);
    }

    /// Base64 of `{"` and two dots or more.
    private static boolean looksSigned(String token) {
        return token.startsWith("eyJ") && token.chars().filter(c -> c == '.').count() >= 2;
    }
}
