package io.staffetta.acme;

import io.staffetta.spi.MailPlugin;

/// Fetches certificates by ACME (RFC 8555).
public final class AcmePlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {}
}
