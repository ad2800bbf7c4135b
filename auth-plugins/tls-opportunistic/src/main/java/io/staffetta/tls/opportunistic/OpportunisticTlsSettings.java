package io.staffetta.tls.opportunistic;

import io.staffetta.spi.tls.TlsTerms.ClientCertificate;

import java.util.Objects;

/// Settings of the policy `opportunistic`.
///
/// @param clientCertificate `none` (default), or `request` to ask clients for a certificate
public record OpportunisticTlsSettings(ClientCertificate clientCertificate) {

    public OpportunisticTlsSettings {
        clientCertificate = Objects.requireNonNullElse(clientCertificate, ClientCertificate.NONE);
        if (clientCertificate == ClientCertificate.REQUIRE) {
            throw new IllegalArgumentException(
                    "client-certificate: a client that may stay in clear cannot be made to show a"
                            + " certificate; use 'request', or the policy 'required'");
        }
    }
}
