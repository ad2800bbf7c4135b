package io.staffetta.sasl.anonymous;

import io.staffetta.spi.MailPlugin;

/// SASL ANONYMOUS.
public final class AnonymousPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {}
}
