package io.staffetta.sasl.plain;

import io.staffetta.spi.auth.Account;
import io.staffetta.spi.auth.Accounts;
import io.staffetta.spi.auth.Opening;
import io.staffetta.spi.auth.PasswordCheck;
import io.staffetta.spi.auth.SaslExchange;
import io.staffetta.spi.auth.SaslStep;
import io.staffetta.spi.auth.SaslStep.Failure;
import io.staffetta.spi.auth.SaslStep.Kind;
import io.staffetta.spi.auth.SaslStep.Success;

/// One response, one answer.
final class PlainExchange implements SaslExchange {

    private final Accounts accounts;
    private final int maxResponse;

    PlainExchange(Accounts accounts, int maxResponse) {
        this.accounts = accounts;
        this.maxResponse = maxResponse;
    }

    @Override
    public Opening opening() {
        return Opening.CLIENT;
    }

    @Override
    public SaslStep next(byte[] response) {
        return switch (PlainResponse.parse(response, maxResponse)) {
            case PlainResponse.Malformed(var reason) -> new Failure(Kind.MALFORMED, "", reason);
            case PlainResponse.Credentials credentials -> check(credentials);
        };
    }

    private SaslStep check(PlainResponse.Credentials credentials) {
        var login = credentials.login();
        return switch (accounts.check(login, credentials.password())) {
            case PasswordCheck.Accepted(var account) -> authorize(account, credentials);
            case PasswordCheck.Rejected(var reason) -> new Failure(Kind.CREDENTIALS, login, reason);
            case PasswordCheck.Insufficient(var reason) ->
                    new Failure(Kind.TOO_WEAK, login, reason);
            case PasswordCheck.Unknown() -> new Failure(Kind.CREDENTIALS, login, "unknown account");
            case PasswordCheck.Unavailable(var reason) ->
                    new Failure(Kind.TEMPORARY, login, reason);
        };
    }

    // RFC 4616 2: an authorization identity is another name to act as. Nobody acts for another
    // account here, so it must be a name of the same one.
    private static SaslStep authorize(Account account, PlainResponse.Credentials credentials) {
        var wanted = credentials.authorization();
        if (wanted.isEmpty() || wanted.equals(credentials.login()) || account.isNamed(wanted)) {
            return new Success(account);
        }
        return new Failure(
                Kind.AUTHORIZATION, credentials.login(), "may not act for another account");
    }
}
