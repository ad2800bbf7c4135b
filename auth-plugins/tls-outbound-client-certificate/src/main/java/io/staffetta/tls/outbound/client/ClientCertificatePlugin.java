package io.staffetta.tls.outbound.client;

import io.staffetta.spi.MailPlugin;

/// Offers the policy `client-certificate` for outbound TLS.
public final class ClientCertificatePlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.outboundTlsPolicy(
                "client-certificate", ClientCertificate.class, ClientCertificateSettings.class);
    }
}
