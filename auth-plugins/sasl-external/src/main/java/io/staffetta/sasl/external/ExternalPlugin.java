package io.staffetta.sasl.external;

import io.staffetta.spi.MailPlugin;

/// Offers the SASL mechanism `external`.
public final class ExternalPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.mechanism("external", ExternalMechanism.class, ExternalSettings.class);
    }
}
