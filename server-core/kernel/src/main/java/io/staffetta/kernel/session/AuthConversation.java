package io.staffetta.kernel.session;

import io.staffetta.spi.auth.Account;
import io.staffetta.spi.auth.Identity;
import io.staffetta.spi.auth.Opening;
import io.staffetta.spi.auth.SaslExchange;
import io.staffetta.spi.auth.SaslMechanism;
import io.staffetta.spi.auth.SaslStep;
import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.hook.MessageDecision;
import io.staffetta.spi.hook.Tally;
import io.staffetta.spi.mail.Reply;
import io.staffetta.spi.protocol.AuthExchange;

import java.util.Map;
import java.util.Optional;

/// One AUTH command. Whatever fails is answered with the same text.
final class AuthConversation implements AuthExchange {

    /// Runs the hooks of the `auth` phase.
    interface Hooks {
        Ruling run(Optional<Identity> identity, String mechanism);
    }

    private final SessionPolicy policy;
    private final SessionServices services;
    private final SessionState state;
    private final Lookups lookups;
    private final Hooks hooks;
    private final SaslMechanism by;
    private final String mechanism;
    private final SaslExchange exchange;
    private final Opening opening;

    AuthConversation(
            SessionPolicy policy,
            SessionServices services,
            SessionState state,
            Lookups lookups,
            Hooks hooks,
            SaslMechanism by,
            SaslExchange exchange,
            Opening opening) {
        this.policy = policy;
        this.services = services;
        this.state = state;
        this.lookups = lookups;
        this.hooks = hooks;
        this.by = by;
        this.mechanism = by.name();
        this.exchange = exchange;
        this.opening = opening;
    }

    @Override
    public Opening opening() {
        return opening;
    }

    @Override
    public Step next(byte[] response) {
        if (state.exchange != this) {
            throw new IllegalStateException("out of order: this exchange is over");
        }
        var step =
                switch (lookups.call("sasl " + mechanism, by, () -> exchange.next(response))) {
                    case CallResult.Returned<SaslStep>(var said) -> said;
                    case CallResult.Failed<SaslStep> failed ->
                            new SaslStep.Failure(
                                    SaslStep.Kind.TEMPORARY,
                                    "",
                                    failed.thrown()
                                            .map(Throwable::toString)
                                            .orElse(failed.detail()));
                };
        if (step instanceof SaslStep.Challenge(var octets)) {
            return new Step.Challenge(octets);
        }
        state.exchange = null;
        return switch (step) {
            case SaslStep.Challenge(var octets) -> new Step.Challenge(octets);
            case SaslStep.Success(var account, _) when account.locked() ->
                    failed(
                            new SaslStep.Failure(
                                    SaslStep.Kind.CREDENTIALS, account.name(), "locked"));
            case SaslStep.Success(var account, var octets) -> succeeded(account, octets);
            case SaslStep.Failure failure -> failed(failure);
        };
    }

    /// The identity is there for the hooks to see; a refusal takes it back.
    private Step succeeded(Account account, byte[] octets) {
        var identity = new Identity(account.name(), mechanism);
        state.facts = state.facts.with(Optional.of(identity));
        var ruling = hooks.run(Optional.of(identity), mechanism);
        return switch (ruling.decision()) {
            case Decision.Refuse(var reply) -> {
                takeBack(account, ruling, reply);
                yield new Step.Refuse(reply);
            }
            case Decision.Disconnect(var reply) -> {
                takeBack(account, ruling, reply);
                yield disconnect(reply);
            }
            // Of the rest none can come out of this phase but the first two.
            case Decision.Next _,
                    Decision.Accept _,
                    MessageDecision.Discard _,
                    MessageDecision.Quarantine _ -> {
                count("success");
                services.logins().succeeded(state.facts.clientIp(), account, policy.limits());
                SessionLog.login(state.facts, mechanism, account.name(), "succeeded", "");
                yield new Step.Authenticated(Replies.AUTHENTICATED, octets);
            }
        };
    }

    private void takeBack(Account account, Ruling ruling, Reply reply) {
        state.facts = state.facts.with(Optional.<Identity>empty());
        count("refused");
        SessionLog.login(
                state.facts,
                mechanism,
                account.name(),
                "refused",
                "hook " + ruling.by() + ": " + reply);
    }

    private Step failed(SaslStep.Failure failure) {
        count("failure");
        SessionLog.login(state.facts, mechanism, failure.login(), "failed", failure.reason());
        var ruling = hooks.run(Optional.empty(), mechanism);
        if (failure.kind() != SaslStep.Kind.TEMPORARY) {
            state.loginFailures++;
        }
        if (isGuess(failure.kind())) {
            state.count(new Tally(1, 0, 0, 0, 0));
            var end = slowDown(failure.login());
            if (end.isPresent()) {
                return disconnect(end.get());
            }
        }
        // A hook may end the session, but not change how a failure looks.
        if (ruling.decision() instanceof Decision.Disconnect(var reply)) {
            return disconnect(reply);
        }
        return state.loginFailures >= policy.limits().loginFailures()
                ? disconnect(Replies.TOO_MANY_LOGIN_FAILURES)
                : new Step.Refuse(reply(failure.kind()));
    }

    private static boolean isGuess(SaslStep.Kind kind) {
        return switch (kind) {
            case CREDENTIALS, AUTHORIZATION -> true;
            case MALFORMED, TOO_WEAK, TEMPORARY -> false;
        };
    }

    /// @return what ends the session: failures of the account, or somebody who interrupts it
    private Optional<Reply> slowDown(String login) {
        try {
            return services.logins().failed(state.facts.clientIp(), login, policy.limits())
                    ? Optional.of(Replies.TOO_MANY_LOGIN_FAILURES)
                    : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(Replies.CLOSING);
        }
    }

    private static Reply reply(SaslStep.Kind kind) {
        return switch (kind) {
            case CREDENTIALS, AUTHORIZATION -> Replies.BAD_CREDENTIALS;
            case MALFORMED -> Replies.BAD_RESPONSE;
            case TOO_WEAK -> Replies.AUTH_TOO_WEAK;
            case TEMPORARY -> Replies.AUTH_FAILED_FOR_NOW;
        };
    }

    private Step disconnect(Reply reply) {
        state.stage = SessionState.Stage.OVER;
        return new Step.Disconnect(reply);
    }

    private void count(String result) {
        services.meters()
                .counter("auth.logins", Map.of("mechanism", mechanism, "result", result))
                .increment();
    }
}
