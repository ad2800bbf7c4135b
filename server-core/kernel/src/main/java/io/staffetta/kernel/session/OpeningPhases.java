package io.staffetta.kernel.session;

import io.staffetta.spi.hook.Greeting;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.protocol.Answer;
import io.staffetta.spi.tls.TlsFacts;

import java.util.List;

/// Connect, TLS and greeting.
final class OpeningPhases {

    private final SessionState state;
    private final HookChain hooks;
    private final Turns turns;
    private final Rulings rulings;

    OpeningPhases(SessionState state, HookChain hooks, Turns turns, Rulings rulings) {
        this.state = state;
        this.hooks = hooks;
        this.turns = turns;
        this.rulings = rulings;
    }

    Answer connected() {
        var ruling =
                hooks.run(
                        Phase.CONNECT,
                        Hook.OnConnect.class,
                        (hook, scope) -> turns.session(scope, hook::onConnect));
        var answer = rulings.answer(Phase.CONNECT, ruling);
        state.stage =
                answer instanceof Answer.Proceed
                        ? SessionState.Stage.CONNECTED
                        : SessionState.Stage.OVER;
        return answer;
    }

    /// After a handshake the client waits for nothing: the only way to refuse is to close.
    Answer secured(TlsFacts tls) {
        var ruling =
                hooks.run(
                        Phase.TLS,
                        Hook.OnTls.class,
                        (hook, scope) -> turns.session(scope, seen -> hook.onTls(tls, seen)));
        return switch (rulings.answer(Phase.TLS, ruling)) {
            case Answer.Proceed proceed -> proceed;
            case Answer.Disconnect disconnect -> disconnect;
            case Answer.Refuse(var reply) -> {
                state.stage = SessionState.Stage.OVER;
                yield new Answer.Disconnect(
                        reply.equals(Replies.HOOK_FAILED) ? Replies.CLOSING : reply);
            }
        };
    }

    /// A command nobody knows.
    Answer unknown(String line) {
        var before = state.facts.attributes();
        var ruling =
                hooks.run(
                        Phase.UNKNOWN,
                        Hook.OnUnknown.class,
                        (hook, scope) -> turns.session(scope, seen -> hook.onUnknown(line, seen)));
        var answer = rulings.answer(Phase.UNKNOWN, ruling);
        // Logged and counted is enough: a client can send such commands without end.
        state.facts = state.facts.with(state.facts.attributes().withResultsOf(before));
        return answer;
    }

    Answer greeted(Greeting greeting, List<String> keywords) {
        var lines = new KeywordLines(keywords);
        // A greeting takes the place of the one before (RFC 5321 §4.1.4).
        var before = state.facts.attributes().without(state.ofGreeting);
        state.facts = state.facts.with(before);
        var ruling =
                hooks.run(
                        Phase.HELO,
                        Hook.OnHelo.class,
                        (hook, scope) -> turns.greeting(scope, lines, greeting, hook));
        state.ofGreeting = state.facts.attributes().since(before);
        var answer = rulings.answer(Phase.HELO, ruling);
        if (answer instanceof Answer.Refuse) {
            state.stage = SessionState.Stage.CONNECTED;
        }
        if (answer instanceof Answer.Proceed) {
            state.facts = state.facts.with(greeting);
            state.stage = SessionState.Stage.GREETED;
            state.authHidden = lines.hidden("AUTH");
            lines.writeTo(keywords);
        }
        return answer;
    }
}
