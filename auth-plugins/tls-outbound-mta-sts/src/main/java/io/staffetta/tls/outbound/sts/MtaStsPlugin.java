package io.staffetta.tls.outbound.sts;

import io.staffetta.spi.MailPlugin;

/// Offers the outbound TLS policy `mta-sts`.
public final class MtaStsPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.outboundTlsPolicy("mta-sts", MtaSts.class, MtaStsSettings.class);
    }
}
