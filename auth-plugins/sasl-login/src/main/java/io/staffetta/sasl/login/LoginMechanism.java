package io.staffetta.sasl.login;

import io.staffetta.spi.auth.SaslContext;
import io.staffetta.spi.auth.SaslExchange;
import io.staffetta.spi.auth.SaslMechanism;

import jakarta.inject.Inject;

/// LOGIN (draft-murchison-sasl-login): two prompts, two responses, obsolete and still spoken.
public final class LoginMechanism implements SaslMechanism {

    private final LoginSettings settings;

    @Inject
    public LoginMechanism(LoginSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "LOGIN";
    }

    @Override
    public boolean exposesPassword() {
        return true;
    }

    @Override
    public SaslExchange start(SaslContext context) {
        return new LoginExchange(context.accounts(), settings.maxResponse());
    }
}
