package io.staffetta.tls.outbound.encrypt;

import io.staffetta.spi.MailPlugin;

/// Offers the outbound TLS policy `encrypt`.
public final class EncryptOutboundTlsPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.outboundTlsPolicy(
                "encrypt", EncryptOutboundTls.class, EncryptOutboundTlsSettings.class);
    }
}
