package io.staffetta.authres;

import io.staffetta.spi.MailPlugin;

/// Offers the hook `authentication-results`.
public final class AuthenticationResultsPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.hook(
                "authentication-results",
                AuthenticationResultsHook.class,
                AuthenticationResultsSettings.class);
    }
}
