package io.staffetta.sasl.login;

import io.staffetta.spi.MailPlugin;

/// Offers the SASL mechanism `login`.
public final class LoginPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.mechanism("login", LoginMechanism.class, LoginSettings.class);
    }
}
