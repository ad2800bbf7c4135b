package io.staffetta.sasl.plain;

import io.staffetta.spi.auth.SaslContext;
import io.staffetta.spi.auth.SaslExchange;
import io.staffetta.spi.auth.SaslMechanism;

import jakarta.inject.Inject;

/// PLAIN: login and password in one response, readable to whoever reads the connection.
public final class PlainMechanism implements SaslMechanism {

    private final PlainSettings settings;

    @Inject
    public PlainMechanism(PlainSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "PLAIN";
    }

    @Override
    public boolean exposesPassword() {
        return true;
    }

    @Override
    public SaslExchange start(SaslContext context) {
        return new PlainExchange(context.accounts(), settings.maxResponse());
    }
}
