package io.staffetta.tls.none;

import io.staffetta.spi.MailPlugin;
import io.staffetta.spi.NoSettings;

/// Offers the TLS policy `none`.
public final class NoTlsPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.tlsPolicy("none", NoTls.class, NoSettings.class);
    }
}
