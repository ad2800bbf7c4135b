package io.staffetta.authres;

import io.staffetta.spi.MailPlugin;

/// Offers nothing yet.
public final class AuthenticationResultsPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {}
}
