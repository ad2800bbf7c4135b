package io.staffetta.tls.required;

import io.staffetta.spi.tls.TlsTerms.ClientCertificate;

import java.util.Objects;

/// Settings of the policy `required`.
///
/// @param before what has to wait for TLS: `mail` (default: AUTH and MAIL), or `auth` alone
/// @param clientCertificate `none` (default), `request` or `require`
public record RequiredTlsSettings(Before before, ClientCertificate clientCertificate) {

    /// What has to wait for TLS.
    public enum Before {
        /// AUTH and MAIL.
        MAIL,
        /// AUTH; mail is taken in clear.
        AUTH
    }

    public RequiredTlsSettings {
        before = Objects.requireNonNullElse(before, Before.MAIL);
        clientCertificate = Objects.requireNonNullElse(clientCertificate, ClientCertificate.NONE);
    }
}
