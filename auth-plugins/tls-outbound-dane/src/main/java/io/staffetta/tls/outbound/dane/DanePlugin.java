package io.staffetta.tls.outbound.dane;

import io.staffetta.spi.MailPlugin;

/// Offers the outbound TLS policy `dane` (RFC 7672).
public final class DanePlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.outboundTlsPolicy("dane", DaneOutboundTls.class, DaneSettings.class);
    }
}
