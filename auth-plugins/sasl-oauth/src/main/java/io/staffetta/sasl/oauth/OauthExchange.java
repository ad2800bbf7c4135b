package io.staffetta.sasl.oauth;

import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.Accounts;
import io.staffetta.spi.auth.Opening;
import io.staffetta.spi.auth.SaslExchange;
import io.staffetta.spi.auth.SaslStep;
import io.staffetta.spi.auth.SaslStep.Failure;
import io.staffetta.spi.auth.SaslStep.Kind;
import io.staffetta.spi.auth.SaslStep.Success;

import org.jspecify.annotations.Nullable;

import java.io.UncheckedIOException;

/// One response with a token. If it will not do, a challenge says why, and the failure follows
/// whatever the client answers (RFC 7628 §3.2.3).
final class OauthExchange implements SaslExchange {

    /// What every exchange of a mechanism goes by.
    ///
    /// @param form which mechanism
    /// @param maxResponse octets of the longest response
    /// @param error the challenge before a failure
    /// @param check tells whether a token is good
    /// @param accountName tells whose it is
    record Terms(
            Form form,
            int maxResponse,
            ErrorChallenge error,
            TokenCheck check,
            AccountName accountName) {}

    private final Terms terms;
    private final Accounts accounts;
    private @Nullable Failure failure;

    OauthExchange(Terms terms, Accounts accounts) {
        this.terms = terms;
        this.accounts = accounts;
    }

    @Override
    public Opening opening() {
        return Opening.CLIENT;
    }

    @Override
    public SaslStep next(byte[] response) {
        var decided = failure;
        if (decided != null) {
            return decided;
        }
        return switch (Response.parse(terms.form(), response, terms.maxResponse())) {
            case Response.Malformed(var reason) -> new Failure(Kind.MALFORMED, "", reason);
            case Response.NoToken(var user) ->
                    refused(Kind.CREDENTIALS, user, new Refused("no bearer token"));
            case Response.Bearer(var user, var token) -> check(user, token);
        };
    }

    private SaslStep check(String user, Secret token) {
        try {
            return authorize(user, terms.accountName().of(terms.check().check(token)));
        } catch (Refused refused) {
            return refused(Kind.CREDENTIALS, user, refused);
        } catch (IssuerUnavailable unavailable) {
            return new Failure(Kind.TEMPORARY, user, unavailable.reason());
        }
    }

    private SaslStep authorize(String user, String name) {
        try {
            var account = accounts.find(name);
            if (account.isEmpty()) {
                return refused(Kind.CREDENTIALS, name, new Refused("unknown account"));
            }
            if (user.isEmpty() || account.get().isNamed(user)) {
                return new Success(account.get());
            }
            return refused(
                    Kind.AUTHORIZATION, name, new Refused("may not act for another account"));
        } catch (UncheckedIOException e) {
            return new Failure(Kind.TEMPORARY, name, String.valueOf(e.getMessage()));
        }
    }

    private SaslStep refused(Kind kind, String login, Refused refused) {
        failure = new Failure(kind, login, refused.reason());
        return new SaslStep.Challenge(terms.error().octets(terms.form(), refused.status()));
    }
}
