package io.staffetta.tls.outbound.secure;

import io.staffetta.spi.MailPlugin;

/// Offers the policy `secure` for outbound TLS.
public final class SecureOutboundTlsPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.outboundTlsPolicy(
                "secure", SecureOutboundTls.class, SecureOutboundTlsSettings.class);
    }
}
