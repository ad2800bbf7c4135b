package io.staffetta.tarpit;

import io.staffetta.spi.MailPlugin;

/// Offers nothing yet.
public final class TarpitPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {}
}
