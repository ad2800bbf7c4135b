package io.staffetta.kernel.session;

import io.staffetta.kernel.config.HookConfig;
import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.hook.MessageDecision;
import io.staffetta.spi.host.Meters;
import io.staffetta.spi.spool.Draft;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The hooks of one session, in order. The first decision other than `Next` ends a phase.
final class HookChain {

    /// One call of a hook: made on a thread of its own, kept by the session.
    interface Turn {
        /// The call.
        MessageDecision call() throws Exception;

        /// Takes over the attributes it left.
        default void keepAttributes() {}

        /// Takes over its edits.
        default void keepEdits() {}
    }

    /// Begins the call of one hook.
    interface TurnFactory<H> {
        Turn begin(H hook, CallScope scope);
    }

    private static final Logger log = LoggerFactory.getLogger(HookChain.class);

    private final List<ConfiguredHook> hooks;
    private final HookRunner runner;
    private final Meters meters;
    private final String session;
    private final int maxAbandoned;

    HookChain(
            List<ConfiguredHook> hooks,
            HookRunner runner,
            Meters meters,
            String session,
            int maxAbandoned) {
        this.hooks = hooks;
        this.runner = runner;
        this.meters = meters;
        this.session = session;
        this.maxAbandoned = maxAbandoned;
    }

    /// Runs the hooks that implement a phase.
    <H extends Hook> Ruling run(Phase phase, Class<H> type, TurnFactory<H> turns) {
        for (var configured : hooks) {
            if (type.isInstance(configured.hook())) {
                var scope = new CallScope(configured.writes());
                var turn = turns.begin(type.cast(configured.hook()), scope);
                var decision = decide(configured, phase, scope, turn);
                if (!(decision instanceof Decision.Next)) {
                    return new Ruling(decision, configured.name());
                }
            }
        }
        return Ruling.NEXT;
    }

    private MessageDecision decide(
            ConfiguredHook configured, Phase phase, CallScope scope, Turn turn) {
        long begun = System.nanoTime();
        var callee =
                new Callee(
                        configured.hook(),
                        configured.name(),
                        configured.deadline(),
                        true,
                        maxAbandoned);
        var result = runner.call(callee, turn::call);
        var violation = scope.end();
        meters.timer("hook.seconds", Map.of("hook", configured.name(), "phase", phase.label()))
                .record(Duration.ofNanos(System.nanoTime() - begun));
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
                yield failed(configured, phase, failed);
            }
        };
    }

    private MessageDecision returned(
            ConfiguredHook configured,
            Phase phase,
            CallScope scope,
            Turn turn,
            MessageDecision decision) {
        count(configured, phase, label(decision));
        // Results are kept in both modes: a hook that is only observed may still inform others.
        turn.keepAttributes();
        return switch (configured.mode()) {
            case ENFORCE -> {
                turn.keepEdits();
                yield decision;
            }
            case OBSERVE -> {
                scope.owned().forEach(Draft::close);
                if (!(decision instanceof Decision.Next)) {
                    log.atInfo()
                            .addKeyValue("session", session)
                            .addKeyValue("hook", configured.name())
                            .addKeyValue("phase", phase.label())
                            .addKeyValue("decision", SessionLog.safe(decision.toString()))
                            .log("observed, not acted upon");
                }
                yield Decision.NEXT;
            }
        };
    }

    private MessageDecision failed(
            ConfiguredHook configured, Phase phase, CallResult.Failed<?> failed) {
        count(configured, phase, failed.cause().label());
        SessionLog.because(log.atWarn(), failed)
                .addKeyValue("session", session)
                .addKeyValue("hook", configured.name())
                .addKeyValue("phase", phase.label())
                .addKeyValue("on-error", configured.onError())
                .log("hook failed");
        // A session that was interrupted is to end, whatever the operator said of broken hooks; and
        // of its end every hook is told.
        boolean ignored =
                configured.mode() == HookConfig.Mode.OBSERVE
                        || configured.onError() == HookConfig.OnError.IGNORE;
        boolean refused =
                phase != Phase.DISCONNECT
                        && (!ignored || failed.cause() == CallResult.Cause.INTERRUPTED);
        return refused ? new Decision.Refuse(Replies.HOOK_FAILED) : Decision.NEXT;
    }

    private void count(ConfiguredHook configured, Phase phase, String decision) {
        meters.counter(
                        "hook.decisions",
                        Map.of(
                                "hook", configured.name(),
                                "phase", phase.label(),
                                "decision", decision))
                .increment();
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
