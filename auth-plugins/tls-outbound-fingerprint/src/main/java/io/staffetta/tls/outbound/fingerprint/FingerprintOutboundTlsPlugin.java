package io.staffetta.tls.outbound.fingerprint;

import io.staffetta.spi.MailPlugin;

/// Outbound TLS policy: known certificates.
public final class FingerprintOutboundTlsPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {}
}
