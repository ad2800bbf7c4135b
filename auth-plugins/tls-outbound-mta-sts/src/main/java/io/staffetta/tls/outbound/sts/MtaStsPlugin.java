package io.staffetta.tls.outbound.sts;

import io.staffetta.spi.MailPlugin;

/// Outbound TLS policy: MTA-STS (RFC 8461).
public final class MtaStsPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {}
}
