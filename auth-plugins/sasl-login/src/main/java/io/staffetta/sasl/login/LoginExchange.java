package io.staffetta.sasl.login;

import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.Accounts;
import io.staffetta.spi.auth.Opening;
import io.staffetta.spi.auth.PasswordCheck;
import io.staffetta.spi.auth.SaslExchange;
import io.staffetta.spi.auth.SaslStep;
import io.staffetta.spi.auth.SaslStep.Challenge;
import io.staffetta.spi.auth.SaslStep.Failure;
import io.staffetta.spi.auth.SaslStep.Kind;
import io.staffetta.spi.auth.SaslStep.Success;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// The server asks first. A client that sends an initial response all the same, and many do, has
/// answered the first prompt.
final class LoginExchange implements SaslExchange {

    // What the draft lets the server say, and what all clients know.
    private static final String USERNAME = "Username:";
    private static final String PASSWORD = "Password:";

    private sealed interface State {
        record Silent() implements State {}

        record AskedForLogin() implements State {}

        record AskedForPassword(String login) implements State {}
    }

    private final Accounts accounts;
    private final int maxResponse;
    private State state = new State.Silent();

    LoginExchange(Accounts accounts, int maxResponse) {
        this.accounts = accounts;
        this.maxResponse = maxResponse;
    }

    @Override
    public Opening opening() {
        return Opening.EITHER;
    }

    @Override
    public SaslStep next(byte[] response) {
        if (response.length > maxResponse) {
            return malformed("response longer than " + maxResponse + " octets");
        }
        try {
            return next(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(response))
                            .toString());
        } catch (CharacterCodingException e) {
            return malformed("response is not UTF-8");
        }
    }

    private SaslStep next(String response) {
        return switch (state) {
            case State.Silent() when response.isEmpty() -> ask(USERNAME, new State.AskedForLogin());
            case State.Silent(), State.AskedForLogin() -> takeLogin(response);
            case State.AskedForPassword(var login) -> check(login, response);
        };
    }

    private SaslStep takeLogin(String login) {
        if (login.isEmpty() || login.chars().anyMatch(Character::isISOControl)) {
            return malformed("empty login or control character in it");
        }
        return ask(PASSWORD, new State.AskedForPassword(login));
    }

    private SaslStep check(String login, String password) {
        if (password.isEmpty() || password.indexOf('\0') >= 0) {
            return new Failure(Kind.MALFORMED, login, "empty password or NUL in it");
        }
        return switch (accounts.check(login, Secret.of(password))) {
            case PasswordCheck.Accepted(var account) -> new Success(account);
            case PasswordCheck.Rejected(var reason) -> new Failure(Kind.CREDENTIALS, login, reason);
            case PasswordCheck.Insufficient(var reason) ->
                    new Failure(Kind.TOO_WEAK, login, reason);
            case PasswordCheck.Unknown() -> new Failure(Kind.CREDENTIALS, login, "unknown account");
            case PasswordCheck.Unavailable(var reason) ->
                    new Failure(Kind.TEMPORARY, login, reason);
        };
    }

    private Challenge ask(String prompt, State then) {
        state = then;
        return new Challenge(prompt.getBytes(StandardCharsets.US_ASCII));
    }

    private static Failure malformed(String reason) {
        return new Failure(Kind.MALFORMED, "", reason);
    }
}
