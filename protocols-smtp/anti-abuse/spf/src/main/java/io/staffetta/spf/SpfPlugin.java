package io.staffetta.spf;

import io.staffetta.spi.MailPlugin;

/// Offers nothing yet.
public final class SpfPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {}
}
