package io.staffetta.fcrdns;

import io.staffetta.spi.MailPlugin;

/// Offers nothing yet.
public final class FcrdnsPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {}
}
