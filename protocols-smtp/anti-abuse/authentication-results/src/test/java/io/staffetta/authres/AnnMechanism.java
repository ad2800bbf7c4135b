package io.staffetta.authres;

import io.staffetta.spi.auth.Opening;
import io.staffetta.spi.auth.SaslContext;
import io.staffetta.spi.auth.SaslExchange;
import io.staffetta.spi.auth.SaslMechanism;
import io.staffetta.spi.auth.SaslStep;

/// Whoever asks is Ann.
public final class AnnMechanism implements SaslMechanism {

    @Override
    public String name() {
        return "ANN";
    }

    @Override
    public boolean exposesPassword() {
        return false;
    }

    @Override
    public SaslExchange start(SaslContext context) {
        return new SaslExchange() {
            @Override
            public Opening opening() {
                return Opening.CLIENT;
            }

            @Override
            public SaslStep next(byte[] response) {
                return new SaslStep.Success(
                        context.accounts().find("ann@example.org").orElseThrow());
            }
        };
    }
}
