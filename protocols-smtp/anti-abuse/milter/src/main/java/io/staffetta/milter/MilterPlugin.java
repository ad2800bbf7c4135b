package io.staffetta.milter;

import io.staffetta.spi.MailPlugin;

/// Offers nothing yet.
public final class MilterPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {}
}
