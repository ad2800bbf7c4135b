package io.staffetta.sasl.plain;

import io.staffetta.spi.MailPlugin;

/// Offers the SASL mechanism `plain`.
public final class PlainPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.mechanism("plain", PlainMechanism.class, PlainSettings.class);
    }
}
