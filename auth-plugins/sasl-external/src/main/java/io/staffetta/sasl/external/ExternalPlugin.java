package io.staffetta.sasl.external;

import io.staffetta.spi.MailPlugin;

/// SASL EXTERNAL: client certificates.
public final class ExternalPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {}
}
