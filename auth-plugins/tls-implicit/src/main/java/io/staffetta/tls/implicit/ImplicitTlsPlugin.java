package io.staffetta.tls.implicit;

import io.staffetta.spi.MailPlugin;

/// Offers the TLS policy `implicit`.
public final class ImplicitTlsPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.tlsPolicy("implicit", ImplicitTls.class, ImplicitTlsSettings.class);
    }
}
