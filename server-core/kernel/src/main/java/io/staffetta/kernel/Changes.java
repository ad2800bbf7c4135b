package io.staffetta.kernel;

import io.staffetta.kernel.ServerPlan.HookPlan;
import io.staffetta.kernel.plugin.LoadedPlugin;
import io.staffetta.kernel.plugin.Planned;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.function.Function;

/// Tells what is different between two plans.
final class Changes {

    private final List<String> lines = new ArrayList<>();

    private Changes() {}

    static List<String> between(ServerPlan before, ServerPlan after) {
        var changes = new Changes();
        changes.compare(
                "plugin",
                byKey(before.plugins().plugins(), LoadedPlugin::id),
                byKey(after.plugins().plugins(), LoadedPlugin::id),
                (one, other) -> one == other);
        changes.compare(
                "listener",
                byKey(before.listeners(), listener -> listener.config().name()),
                byKey(after.listeners(), listener -> listener.config().name()),
                (one, other) ->
                        one.protocol().isSame(other.protocol())
                                && one.tls().isSame(other.tls())
                                && attributes(one).equals(attributes(other)));
        changes.compare("chain", before.chains(), after.chains(), Changes::isSameChain);
        changes.compare(
                "route",
                byKey(before.routes(), route -> route.config().name()),
                byKey(after.routes(), route -> route.config().name()),
                (one, other) ->
                        one.transport().isSame(other.transport())
                                && one.config().domain().equals(other.config().domain())
                                && one.config().sender().equals(other.config().sender()));
        changes.compareValue(
                "chain of the routes", before.config().routeChain(), after.config().routeChain());
        changes.compareAll("mechanisms", before.mechanisms(), after.mechanisms());
        changes.compareAll("outbound TLS policies", before.outbound(), after.outbound());
        changes.compareAll("relay permits", before.permits(), after.permits());
        changes.compareAll(
                "certificates",
                before.certificates().stream().toList(),
                after.certificates().stream().toList());
        changes.compareValue("hostname", before.config().hostname(), after.config().hostname());
        changes.compareValue("domains", before.config().domains(), after.config().domains());
        changes.compareValue("limits", before.config().limits(), after.config().limits());
        return List.copyOf(changes.lines);
    }

    private <T> void compare(
            String what, Map<String, T> before, Map<String, T> after, BiPredicate<T, T> same) {
        after.forEach((name, value) -> {
            var old = before.get(name);
            if (old == null) {
                lines.add("%s %s: added".formatted(what, name));
            } else if (!same.test(old, value)) {
                lines.add("%s %s: changed".formatted(what, name));
            }
        });
        before.keySet().stream()
                .filter(name -> !after.containsKey(name))
                .forEach(name -> lines.add("%s %s: removed".formatted(what, name)));
    }

    private void compareAll(
            String what, List<? extends Planned<?>> before, List<? extends Planned<?>> after) {
        if (!areSame(before, after)) {
            lines.add(what + ": changed");
        }
    }

    private void compareValue(String what, Object before, Object after) {
        if (!Objects.equals(before, after)) {
            lines.add(what + ": changed");
        }
    }

    private static List<Object> attributes(ServerPlan.ListenerPlan listener) {
        var config = listener.config();
        return List.of(
                config.bind(),
                config.chain(),
                config.auth(),
                config.authInClear(),
                config.mechanisms(),
                config.proxyFrom(),
                config.maxConnections(),
                config.maxConnectionsPerClient());
    }

    private static boolean isSameChain(List<HookPlan> before, List<HookPlan> after) {
        if (!areSame(
                before.stream().map(HookPlan::hook).toList(),
                after.stream().map(HookPlan::hook).toList())) {
            return false;
        }
        return policies(before).equals(policies(after));
    }

    private static List<List<Object>> policies(List<HookPlan> chain) {
        return chain.stream()
                .map(HookPlan::config)
                .map(hook -> List.<Object>of(hook.mode(), hook.onError(), hook.deadline()))
                .toList();
    }

    private static boolean areSame(
            List<? extends Planned<?>> before, List<? extends Planned<?>> after) {
        if (before.size() != after.size()) {
            return false;
        }
        for (int i = 0; i < before.size(); i++) {
            if (!before.get(i).isSame(after.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static <T> Map<String, T> byKey(List<T> values, Function<T, String> key) {
        var map = new LinkedHashMap<String, T>();
        values.forEach(value -> map.put(key.apply(value), value));
        return map;
    }
}
