package io.staffetta.early;

import io.staffetta.spi.MailPlugin;

/// Offers nothing yet.
public final class EarlyTalkerPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {}
}
