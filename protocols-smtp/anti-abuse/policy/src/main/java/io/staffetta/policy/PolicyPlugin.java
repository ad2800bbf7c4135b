package io.staffetta.policy;

import io.staffetta.spi.MailPlugin;

/// Offers nothing yet.
public final class PolicyPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {}
}
