package io.staffetta.dmarc;

import io.staffetta.spi.MailPlugin;

/// Offers nothing yet.
public final class DmarcPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {}
}
