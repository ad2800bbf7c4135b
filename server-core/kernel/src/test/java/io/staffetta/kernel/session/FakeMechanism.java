package io.staffetta.kernel.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.Account;
import io.staffetta.spi.auth.Opening;
import io.staffetta.spi.auth.PasswordCheck;
import io.staffetta.spi.auth.SaslContext;
import io.staffetta.spi.auth.SaslExchange;
import io.staffetta.spi.auth.SaslMechanism;
import io.staffetta.spi.auth.SaslStep;

import java.util.List;

/// A mechanism whose response is `login password`. Some words make it misbehave.
record FakeMechanism(String name, boolean exposesPassword, boolean available)
        implements SaslMechanism {

    static final FakeMechanism PLAIN = new FakeMechanism("PLAIN", true, true);
    static final FakeMechanism SCRAM = new FakeMechanism("SCRAM-SHA-256", false, true);

    @Override
    public boolean isAvailable(SaslContext context) {
        return available;
    }

    @Override
    public SaslExchange start(SaslContext context) {
        return new SaslExchange() {
            @Override
            public SaslStep next(byte[] response) {
                return FakeMechanism.next(new String(response, UTF_8), context);
            }

            @Override
            public Opening opening() {
                return Opening.CLIENT;
            }
        };
    }

    private static SaslStep next(String response, SaslContext context) {
        return switch (response) {
            case "more" -> new SaslStep.Challenge("go on".getBytes(UTF_8));
            case "malformed" -> new SaslStep.Failure(SaslStep.Kind.MALFORMED, "", "no words");
            case "temporary" -> new SaslStep.Failure(SaslStep.Kind.TEMPORARY, "", "no store");
            case "authorization" ->
                    new SaslStep.Failure(SaslStep.Kind.AUTHORIZATION, "ann@example.org", "not bob");
            case "weak" -> new SaslStep.Failure(SaslStep.Kind.TOO_WEAK, "ann@example.org", "weak");
            case "locked" -> new SaslStep.Success(new Account("ann@example.org", List.of(), true));
            case "throw" -> throw new IllegalStateException("broken mechanism");
            case "null" -> null;
            default -> check(response.split(" "), context);
        };
    }

    private static SaslStep check(String[] words, SaslContext context) {
        return switch (context.accounts().check(words[0], Secret.of(words[1]))) {
            case PasswordCheck.Accepted(var account) -> new SaslStep.Success(account);
            case PasswordCheck.Rejected(var reason) ->
                    new SaslStep.Failure(SaslStep.Kind.CREDENTIALS, words[0], reason);
            case PasswordCheck.Insufficient(var reason) ->
                    new SaslStep.Failure(SaslStep.Kind.TOO_WEAK, "", reason);
            case PasswordCheck.Unknown() ->
                    new SaslStep.Failure(SaslStep.Kind.CREDENTIALS, words[0], "unknown");
            case PasswordCheck.Unavailable(var reason) ->
                    new SaslStep.Failure(SaslStep.Kind.TEMPORARY, words[0], reason);
        };
    }
}
