package io.staffetta.patterns;

import io.staffetta.spi.MailPlugin;

/// Offers nothing yet.
public final class PatternsPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {}
}
