package io.staffetta.tls.outbound.client;

import io.staffetta.spi.MailPlugin;

/// A certificate of our own for connections to other servers.
public final class ClientCertificatePlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {}
}
