package io.staffetta.sasl.anonymous;

import io.staffetta.spi.MailPlugin;

/// Offers the SASL mechanism `anonymous`.
public final class AnonymousPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.mechanism("anonymous", AnonymousMechanism.class, AnonymousSettings.class);
    }
}
