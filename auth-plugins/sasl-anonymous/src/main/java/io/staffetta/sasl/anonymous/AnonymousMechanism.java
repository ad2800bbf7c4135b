package io.staffetta.sasl.anonymous;

import io.staffetta.spi.auth.SaslContext;
import io.staffetta.spi.auth.SaslExchange;
import io.staffetta.spi.auth.SaslMechanism;

import jakarta.inject.Inject;

/// ANONYMOUS (RFC 4505): everybody gets in, as one account the operator names.
public final class AnonymousMechanism implements SaslMechanism {

    private final AnonymousSettings settings;

    @Inject
    public AnonymousMechanism(AnonymousSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "ANONYMOUS";
    }

    @Override
    public boolean exposesPassword() {
        return false;
    }

    @Override
    public SaslExchange start(SaslContext context) {
        return new AnonymousExchange(settings, context.accounts());
    }
}
