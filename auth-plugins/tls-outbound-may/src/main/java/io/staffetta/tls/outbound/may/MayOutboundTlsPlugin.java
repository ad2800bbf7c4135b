package io.staffetta.tls.outbound.may;

import io.staffetta.spi.MailPlugin;

/// Offers the outbound TLS policy `may`.
public final class MayOutboundTlsPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.outboundTlsPolicy("may", MayOutboundTls.class, MayOutboundTlsSettings.class);
    }
}
