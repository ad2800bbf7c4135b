package io.staffetta.tls.outbound.none;

import io.staffetta.spi.MailPlugin;

/// Offers the outbound TLS policy `none`.
public final class NoneOutboundTlsPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.outboundTlsPolicy("none", NoneOutboundTls.class, NoneOutboundTlsSettings.class);
    }
}
