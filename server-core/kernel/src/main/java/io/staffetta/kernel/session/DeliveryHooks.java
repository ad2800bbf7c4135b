package io.staffetta.kernel.session;

import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.hook.RouteDecision;
import io.staffetta.spi.host.Meters;
import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.queue.ReportKind;

import java.util.List;
import java.util.function.UnaryOperator;

/// The hooks of the delivery phases, in order. Without any, nothing is asked and nothing is paid.
/// Used by many threads.
public final class DeliveryHooks {

    private static final EnhancedStatus HOOK_FAILED = new EnhancedStatus(4, 3, 0);

    /// What the hooks of the `route` phase decided.
    ///
    /// @param decision the decision; the first other than [RouteDecision#NEXT]
    /// @param by name of the hook, empty for none
    public record Chosen(RouteDecision decision, String by) {
        private static final Chosen NEXT = new Chosen(RouteDecision.NEXT, "");
    }

    private final List<ConfiguredHook> hooks;
    private final List<ConfiguredHook> routing;
    private final List<ConfiguredHook> attempts;
    private final List<ConfiguredHook> reports;
    private final HookRunner runner;
    private final HookCalls calls;

    /// @param hooks the chain; hooks without a delivery phase are passed over
    /// @param runner runs them
    /// @param meters for `hook.seconds` and `hook.decisions`
    /// @param maxAbandoned abandoned calls of a hook that may run before it is left alone
    public DeliveryHooks(
            List<ConfiguredHook> hooks, HookRunner runner, Meters meters, int maxAbandoned) {
        this(hooks, runner, meters, maxAbandoned, Trace.NONE);
    }

    private DeliveryHooks(
            List<ConfiguredHook> hooks,
            HookRunner runner,
            Meters meters,
            int maxAbandoned,
            Trace trace) {
        this.hooks = hooks;
        this.routing = of(Hook.OnRoute.class, hooks);
        this.attempts = of(Hook.OnAttempt.class, hooks);
        this.reports = of(Hook.OnBounce.class, hooks);
        this.runner = runner;
        this.calls = new HookCalls(runner, meters, maxAbandoned, trace, UnaryOperator.identity());
    }

    /// The same hooks for a rehearsal: nothing is counted, and every answer is written down.
    public DeliveryHooks rehearsing(Steps steps) {
        return new DeliveryHooks(hooks, runner, SilentMeters.SILENT, calls.maxAbandoned(), steps);
    }

    /// Phase `route`.
    ///
    /// @param recipient index in the envelope
    public Chosen route(Envelope envelope, int recipient) {
        for (var hook : routing) {
            var decision =
                    switch (calls.call(
                            hook,
                            Phase.ROUTE,
                            () -> ((Hook.OnRoute) hook.hook()).onRoute(envelope, recipient))) {
                        case CallResult.Returned<RouteDecision>(var said) -> decided(hook, said);
                        case CallResult.Failed<RouteDecision> failure -> failed(hook, failure);
                    };
            if (!(decision instanceof RouteDecision.Next)) {
                return new Chosen(decision, hook.name());
            }
        }
        return Chosen.NEXT;
    }

    /// Phase `attempt`: each hook sees what the one before made of the outcome.
    ///
    /// @param recipient index in the envelope
    /// @return the outcome that counts
    public Outcome attempted(Envelope envelope, int recipient, Outcome outcome) {
        var counts = outcome;
        for (var hook : attempts) {
            var before = counts;
            switch (calls.call(
                    hook,
                    Phase.ATTEMPT,
                    () -> ((Hook.OnAttempt) hook.hook()).onAttempt(envelope, recipient, before))) {
                case CallResult.Returned<Outcome>(var said) -> {
                    boolean rewritten = !said.equals(before);
                    var label = rewritten ? "rewrite" : "keep";
                    if (calls.decided(hook, Phase.ATTEMPT, label, said, rewritten)) {
                        counts = said;
                    }
                }
                case CallResult.Failed<Outcome> failure ->
                        calls.failed(hook, Phase.ATTEMPT, failure);
            }
        }
        return counts;
    }

    /// Phase `bounce`.
    ///
    /// @param recipients indices of the recipients the report would be about
    public boolean mayReport(Envelope envelope, List<Integer> recipients, ReportKind kind) {
        for (var hook : reports) {
            switch (calls.call(
                    hook,
                    Phase.BOUNCE,
                    () -> ((Hook.OnBounce) hook.hook()).onBounce(envelope, recipients, kind))) {
                case CallResult.Returned<Boolean>(var send) -> {
                    var label = send ? "send" : "suppress";
                    if (calls.decided(hook, Phase.BOUNCE, label, label + " " + kind, !send)
                            && !send) {
                        return false;
                    }
                }
                case CallResult.Failed<Boolean> failure ->
                        calls.failed(hook, Phase.BOUNCE, failure);
            }
        }
        return true;
    }

    private RouteDecision decided(ConfiguredHook hook, RouteDecision decision) {
        boolean decides = !(decision instanceof RouteDecision.Next);
        return calls.decided(hook, Phase.ROUTE, label(decision), decision, decides)
                ? decision
                : RouteDecision.NEXT;
    }

    private RouteDecision failed(ConfiguredHook hook, CallResult.Failed<?> failure) {
        return calls.failed(hook, Phase.ROUTE, failure)
                ? new RouteDecision.Settle(
                        new Outcome.Deferred(
                                HOOK_FAILED,
                                "hook %s failed (%s)"
                                        .formatted(hook.name(), failure.cause().label())))
                : RouteDecision.NEXT;
    }

    private static String label(RouteDecision decision) {
        return switch (decision) {
            case RouteDecision.Next() -> "next";
            case RouteDecision.Use _ -> "use";
            case RouteDecision.Settle _ -> "settle";
        };
    }

    private static List<ConfiguredHook> of(Class<? extends Hook> phase, List<ConfiguredHook> all) {
        return all.stream().filter(hook -> phase.isInstance(hook.hook())).toList();
    }
}
