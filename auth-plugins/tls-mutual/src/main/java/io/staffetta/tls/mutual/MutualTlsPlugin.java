package io.staffetta.tls.mutual;

import io.staffetta.spi.MailPlugin;

/// Offers the TLS policy `mutual`.
public final class MutualTlsPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.tlsPolicy("mutual", MutualTls.class, MutualTlsSettings.class);
    }
}
