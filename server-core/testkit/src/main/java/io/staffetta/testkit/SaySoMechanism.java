package io.staffetta.testkit;

import io.staffetta.spi.auth.Account;
import io.staffetta.spi.auth.Opening;
import io.staffetta.spi.auth.SaslContext;
import io.staffetta.spi.auth.SaslExchange;
import io.staffetta.spi.auth.SaslMechanism;
import io.staffetta.spi.auth.SaslStep;
import io.staffetta.spi.mail.Mailbox;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Believes whatever address a client says it is.
final class SaySoMechanism implements SaslMechanism {

    @Override
    public String name() {
        return "SAY-SO";
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
                var login = new String(response, StandardCharsets.UTF_8);
                return new SaslStep.Success(
                        new Account(login, List.of(Mailbox.parse(login)), false));
            }
        };
    }
}
