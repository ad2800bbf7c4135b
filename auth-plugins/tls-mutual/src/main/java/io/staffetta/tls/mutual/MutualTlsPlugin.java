package io.staffetta.tls.mutual;

import io.staffetta.spi.MailPlugin;

/// TLS policy: certificates of clients.
public final class MutualTlsPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {}
}
