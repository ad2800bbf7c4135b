package io.staffetta.ban;

import io.staffetta.spi.MailPlugin;

/// Offers nothing yet.
public final class BanPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {}
}
