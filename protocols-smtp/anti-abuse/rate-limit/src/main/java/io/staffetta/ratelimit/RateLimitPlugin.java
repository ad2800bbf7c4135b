package io.staffetta.ratelimit;

import io.staffetta.spi.MailPlugin;

/// Offers nothing yet.
public final class RateLimitPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {}
}
