package io.staffetta.tls.implicit;

import io.staffetta.spi.tls.TlsTerms.ClientCertificate;

import java.util.Objects;

/// Settings of the policy `implicit`.
///
/// @param clientCertificate `none` (default), `request` or `require`
public record ImplicitTlsSettings(ClientCertificate clientCertificate) {

    public ImplicitTlsSettings {
        clientCertificate = Objects.requireNonNullElse(clientCertificate, ClientCertificate.NONE);
    }
}
