package io.staffetta.tls.outbound.dane;

import io.staffetta.spi.MailPlugin;

/// Outbound TLS policy: DANE (RFC 7672).
public final class DanePlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {}
}
