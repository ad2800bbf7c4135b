package io.staffetta.dkim;

import io.staffetta.spi.MailPlugin;

/// Offers nothing yet.
public final class DkimPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {}
}
