package io.staffetta.tls.required;

import io.staffetta.spi.MailPlugin;

/// Offers the TLS policy `required`.
public final class RequiredTlsPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.tlsPolicy("required", RequiredTls.class, RequiredTlsSettings.class);
    }
}
