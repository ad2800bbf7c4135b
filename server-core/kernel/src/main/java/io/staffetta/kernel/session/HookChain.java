package io.staffetta.kernel.session;

import io.staffetta.kernel.config.HookConfig;
import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.hook.Finding;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.hook.MessageDecision;
import io.staffetta.spi.hook.Verdict;
import io.staffetta.spi.spool.Draft;

import java.util.List;
import java.util.Optional;

/// The hooks of one session, in order. The first decision other than `Next` ends a phase; but what
/// is to be held is shown to the hooks behind, which may refuse it: it may be released one day.
final class HookChain {

    /// One call of a hook: made on a thread of its own, kept by the session.
    interface Turn {
        /// The call.
        MessageDecision call() throws Exception;

        /// Takes over the attributes it left.
        default void keepAttributes() {}

        /// What it found, in order; of the call itself.
        default List<Finding> found() {
            return List.of();
        }

        /// Writes down what came of it, for hooks behind it.
        default void note(Verdict verdict) {}

        /// Takes over its edits.
        default void keepEdits() {}
    }

    /// Begins the call of one hook.
    interface TurnFactory<H> {
        Turn begin(H hook, CallScope scope);
    }

    private final List<ConfiguredHook> hooks;
    private final HookCalls calls;

    HookChain(List<ConfiguredHook> hooks, HookCalls calls) {
        this.hooks = hooks;
        this.calls = calls;
    }

    /// Runs the hooks that implement a phase.
    <H extends Hook> Ruling run(Phase phase, Class<H> type, TurnFactory<H> turns) {
        var ruling = Ruling.NEXT;
        for (var configured : hooks) {
            if (type.isInstance(configured.hook())) {
                var scope =
                        new CallScope(
                                configured.writes(), configured.mode() == HookConfig.Mode.ENFORCE);
                var turn = turns.begin(type.cast(configured.hook()), scope);
                var decision = decide(configured, phase, scope, turn);
                ruling = ruling.then(new Ruling(decision, configured.name()));
                if (endsPhase(decision)) {
                    return ruling;
                }
            }
        }
        return ruling;
    }

    private static boolean endsPhase(MessageDecision decision) {
        return switch (decision) {
            case Decision.Next _, MessageDecision.Quarantine _ -> false;
            case Decision.Accept _,
                    Decision.Refuse _,
                    Decision.Disconnect _,
                    MessageDecision.Discard _ ->
                    true;
        };
    }

    private MessageDecision decide(
            ConfiguredHook configured, Phase phase, CallScope scope, Turn turn) {
        var result = calls.call(configured, phase, turn::call);
        var violation = scope.end();
        if (violation.isPresent() && result instanceof CallResult.Returned) {
            result =
                    new CallResult.Failed<>(
                            CallResult.Cause.ERROR, violation.get(), Optional.empty());
        }
        return switch (result) {
            case CallResult.Returned<MessageDecision>(var decision) ->
                    returned(configured, phase, scope, turn, decision);
            case CallResult.Failed<MessageDecision> failed -> {
                scope.owned().forEach(Draft::close);
                yield failed(configured, phase, turn, failed);
            }
        };
    }

    private MessageDecision returned(
            ConfiguredHook configured,
            Phase phase,
            CallScope scope,
            Turn turn,
            MessageDecision decision) {
        // Results are kept in both modes: a hook that is only observed may still inform others.
        var found = turn.found();
        turn.keepAttributes();
        calls.found(configured, found);
        boolean decides = !(decision instanceof Decision.Next);
        boolean enforced = calls.decided(configured, phase, label(decision), decision, decides);
        if (decides) {
            note(turn, configured, phase, label(decision), !enforced, detail(decision));
        }
        if (enforced) {
            turn.keepEdits();
            return decision;
        }
        scope.owned().forEach(Draft::close);
        return Decision.NEXT;
    }

    /// Of the end of a session every hook is told.
    private MessageDecision failed(
            ConfiguredHook configured, Phase phase, Turn turn, CallResult.Failed<?> failed) {
        boolean counts = calls.failed(configured, phase, failed);
        note(turn, configured, phase, failed.cause().label(), !counts, failed.detail());
        return counts && phase != Phase.DISCONNECT
                ? new Decision.Refuse(Replies.HOOK_FAILED)
                : Decision.NEXT;
    }

    private static void note(
            Turn turn,
            ConfiguredHook configured,
            Phase phase,
            String decision,
            boolean observed,
            String detail) {
        turn.note(new Verdict(configured.name(), phase.label(), decision, observed, detail));
    }

    private static String detail(MessageDecision decision) {
        return switch (decision) {
            case Decision.Next _, Decision.Accept _ -> "";
            case Decision.Refuse(var reply) -> reply.toString();
            case Decision.Disconnect(var reply) -> reply.toString();
            case MessageDecision.Discard(var reason) -> SessionLog.safe(reason);
            case MessageDecision.Quarantine(var reason) -> SessionLog.safe(reason);
        };
    }

    private static String label(MessageDecision decision) {
        return switch (decision) {
            case Decision.Next _ -> "next";
            case Decision.Accept _ -> "accept";
            case Decision.Refuse _ -> "refuse";
            case Decision.Disconnect _ -> "disconnect";
            case MessageDecision.Discard _ -> "discard";
            case MessageDecision.Quarantine _ -> "quarantine";
        };
    }
}
