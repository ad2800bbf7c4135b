package io.staffetta.tls.outbound.verify;

import io.staffetta.spi.MailPlugin;

/// Offers the outbound TLS policy `verify`.
public final class VerifyOutboundTlsPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.outboundTlsPolicy(
                "verify", VerifyOutboundTls.class, VerifyOutboundTlsSettings.class);
    }
}
