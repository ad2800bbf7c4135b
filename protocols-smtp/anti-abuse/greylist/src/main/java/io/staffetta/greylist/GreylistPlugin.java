package io.staffetta.greylist;

import io.staffetta.spi.MailPlugin;

/// Offers nothing yet.
public final class GreylistPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {}
}
