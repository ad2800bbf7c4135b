package io.staffetta.headers;

import io.staffetta.spi.MailPlugin;

/// Offers nothing yet.
public final class HeadersPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {}
}
