package io.staffetta.tls.outbound.secure;

import io.staffetta.spi.MailPlugin;

/// Outbound TLS policy: a certificate for the destination.
public final class SecureOutboundTlsPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {}
}
