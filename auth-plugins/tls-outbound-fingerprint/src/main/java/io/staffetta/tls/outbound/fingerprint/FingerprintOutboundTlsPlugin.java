package io.staffetta.tls.outbound.fingerprint;

import io.staffetta.spi.MailPlugin;

/// Offers the policy `fingerprint` for outbound TLS.
public final class FingerprintOutboundTlsPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.outboundTlsPolicy(
                "fingerprint", FingerprintOutboundTls.class, FingerprintOutboundTlsSettings.class);
    }
}
