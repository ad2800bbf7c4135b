package io.staffetta.kernel;

import io.staffetta.kernel.ServerPlan.HookPlan;
import io.staffetta.kernel.config.ListenerConfig;
import io.staffetta.kernel.config.Problem;
import io.staffetta.spi.hook.Hook;

import java.util.List;
import java.util.stream.Stream;

/// Finds hooks that are never asked: hooks of delivery in a chain that only listeners use, and
/// hooks of sessions in a chain that only the routes use.
final class UncalledHooks {

    private static final List<Class<? extends Hook>> SESSION =
            List.of(
                    Hook.OnConnect.class,
                    Hook.OnTls.class,
                    Hook.OnHelo.class,
                    Hook.OnAuth.class,
                    Hook.OnMail.class,
                    Hook.OnRcpt.class,
                    Hook.OnData.class,
                    Hook.OnMessage.class,
                    Hook.OnDisconnect.class);
    private static final List<Class<? extends Hook>> DELIVERY =
            List.of(Hook.OnRoute.class, Hook.OnAttempt.class, Hook.OnBounce.class);

    private UncalledHooks() {}

    /// One warning for each.
    static List<Problem> warnings(ServerPlan plan) {
        var listeners = plan.config().listeners().stream().map(ListenerConfig::chain).toList();
        return plan.chains().entrySet().stream()
                .flatMap(chain ->
                        warnings(
                                chain.getValue(),
                                listeners.contains(chain.getKey()),
                                plan.config().routeChain().equals(chain.getKey())))
                .toList();
    }

    /// A chain that nobody uses has its own warning.
    private static Stream<Problem> warnings(
            List<HookPlan> chain, boolean ofListeners, boolean ofRoutes) {
        if (ofListeners == ofRoutes) {
            return Stream.empty();
        }
        return chain.stream()
                .filter(hook -> !hasPhase(hook, ofListeners ? SESSION : DELIVERY))
                .map(hook ->
                        Problem.at(
                                hook.config().component().settings().location(),
                                ofListeners
                                        ? "hook '%s' is never asked: it has phases of delivery only,"
                                                        .formatted(hook.hook().use())
                                                + " and <routes chain=\"…\"> does not name this"
                                                + " chain"
                                        : "hook '%s' is never asked: it has no phase of delivery, and"
                                                        .formatted(hook.hook().use())
                                                + " no listener uses this chain"));
    }

    private static boolean hasPhase(HookPlan hook, List<Class<? extends Hook>> phases) {
        return phases.stream()
                .anyMatch(phase -> phase.isAssignableFrom(hook.hook().offer().type()));
    }
}
