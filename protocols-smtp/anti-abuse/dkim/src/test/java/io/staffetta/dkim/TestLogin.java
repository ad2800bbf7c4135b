package io.staffetta.dkim;

import io.staffetta.spi.MailPlugin;
import io.staffetta.spi.NoSettings;
import io.staffetta.spi.auth.Account;
import io.staffetta.spi.auth.Opening;
import io.staffetta.spi.auth.SaslContext;
import io.staffetta.spi.auth.SaslExchange;
import io.staffetta.spi.auth.SaslMechanism;
import io.staffetta.spi.auth.SaslStep;
import io.staffetta.spi.mail.Mailbox;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// A mechanism `TEST`: the client is who it says.
public final class TestLogin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.mechanism("test-login", Mechanism.class, NoSettings.class);
    }

    public static final class Mechanism implements SaslMechanism {

        @Override
        public String name() {
            return "TEST";
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
                    var name = new String(response, StandardCharsets.US_ASCII);
                    return new SaslStep.Success(
                            new Account(name, List.of(Mailbox.parse(name)), false));
                }
            };
        }
    }
}
