package io.staffetta.kernel.session;

import io.staffetta.spi.auth.Identity;
import io.staffetta.spi.auth.Opening;
import io.staffetta.spi.auth.SaslContext;
import io.staffetta.spi.auth.SaslExchange;
import io.staffetta.spi.auth.SaslMechanism;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.mail.Reply;
import io.staffetta.spi.protocol.Answer;
import io.staffetta.spi.protocol.Intake.Authentication;

import java.util.Optional;

/// Begins AUTH where the gate lets it.
final class Authenticator {

    /// An exchange with what had to be asked of it by its own thread.
    private record Begun(SaslExchange exchange, Opening opening) {}

    private final SessionPolicy policy;
    private final SessionServices services;
    private final SessionState state;
    private final AuthGate gate;
    private final Lookups lookups;
    private final HookChain hooks;
    private final Turns turns;
    private final Rulings rulings;

    Authenticator(
            SessionPolicy policy,
            SessionServices services,
            SessionState state,
            AuthGate gate,
            Lookups lookups,
            HookChain hooks,
            Turns turns,
            Rulings rulings) {
        this.policy = policy;
        this.services = services;
        this.state = state;
        this.gate = gate;
        this.lookups = lookups;
        this.hooks = hooks;
        this.turns = turns;
        this.rulings = rulings;
    }

    Authentication begin(String name) {
        state.exchange = null;
        return switch (gate.choose(name)) {
            case AuthGate.Denied(var reply) -> new Authentication.Refuse(reply);
            case AuthGate.Chosen(var mechanism, var context) ->
                    services.logins()
                            .refusal(state.facts.clientIp(), policy.limits())
                            .map(this::turnAway)
                            .orElseGet(() -> begin(mechanism, context));
        };
    }

    private Authentication turnAway(String limit) {
        Reply reply = Replies.TOO_MANY_LOGIN_FAILURES;
        SessionLog.turnedAway(state.facts, Phase.AUTH, reply, limit);
        state.stage = SessionState.Stage.OVER;
        return new Authentication.Disconnect(reply);
    }

    private Authentication begin(SaslMechanism mechanism, SaslContext context) {
        var begun =
                lookups.call(
                        "sasl " + mechanism.name(),
                        mechanism,
                        () -> {
                            var exchange = mechanism.start(context);
                            return new Begun(exchange, exchange.opening());
                        });
        return switch (begun) {
            case CallResult.Returned<Begun>(Begun(var exchange, var opening)) -> {
                var conversation =
                        new AuthConversation(
                                policy,
                                services,
                                state,
                                lookups,
                                this::runHooks,
                                mechanism,
                                exchange,
                                opening);
                state.exchange = conversation;
                yield new Authentication.Begun(conversation);
            }
            case CallResult.Failed<Begun> failed -> {
                SessionLog.login(state.facts, mechanism.name(), "", "failed", failed.detail());
                yield new Authentication.Refuse(Replies.AUTH_FAILED_FOR_NOW);
            }
        };
    }

    /// Runs the hooks as after a success that nobody had to prove: a refusal takes it back.
    Answer assume(Identity identity) {
        state.facts = state.facts.with(Optional.of(identity));
        var answer =
                rulings.answer(Phase.AUTH, runHooks(Optional.of(identity), identity.mechanism()));
        if (!(answer instanceof Answer.Proceed)) {
            state.facts = state.facts.with(Optional.<Identity>empty());
        }
        return answer;
    }

    private Ruling runHooks(Optional<Identity> identity, String mechanism) {
        return hooks.run(
                Phase.AUTH,
                Hook.OnAuth.class,
                (hook, scope) ->
                        turns.session(scope, view -> hook.onAuth(identity, mechanism, view)));
    }
}
