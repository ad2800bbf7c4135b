package io.staffetta.helo;

import io.staffetta.spi.MailPlugin;

/// Offers nothing yet.
public final class HeloPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {}
}
