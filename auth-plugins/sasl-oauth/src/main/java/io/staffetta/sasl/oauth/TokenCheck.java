package io.staffetta.sasl.oauth;

import io.staffetta.spi.Secret;

/// Tells good tokens from others. Used by many threads.
interface TokenCheck {

    /// @return what the issuer says in the token or about it, after everything is checked
    /// @throws Refused if it is not good enough
    /// @throws IssuerUnavailable if nobody can tell now
    Claims check(Secret token) throws Refused, IssuerUnavailable;
}
