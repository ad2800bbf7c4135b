package io.staffetta.kernel.plugin;

import io.staffetta.spi.hook.Attribute;
import io.staffetta.spi.hook.Hook;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Verifies that what a hook of a chain reads is written by an earlier one.
public final class ChainOrder {

    private ChainOrder() {}

    /// One line for each hook that cannot work in this order, by its index in the chain.
    ///
    /// @param hooks in order
    /// @param installed all plugins, to name one that would help
    public static Map<Integer, String> broken(List<Planned<Hook>> hooks, PluginSet installed) {
        var broken = new TreeMap<Integer, String>();
        for (int index = 0; index < hooks.size(); index++) {
            var hook = hooks.get(index);
            var earlier = hooks.subList(0, index);
            var missing =
                    hook.offer().reads().stream()
                            .filter(attribute -> !isWritten(attribute, earlier))
                            .min(Comparator.comparing(Attribute::name));
            if (missing.isPresent()) {
                broken.put(
                        index,
                        "hook %d '%s' reads '%s', which no earlier hook writes; %s"
                                .formatted(
                                        index + 1,
                                        hook.use(),
                                        missing.get().name(),
                                        advice(missing.get(), index, hooks, installed)));
            }
        }
        return broken;
    }

    private static String advice(
            Attribute<?> attribute, int index, List<Planned<Hook>> hooks, PluginSet installed) {
        for (int later = index + 1; later < hooks.size(); later++) {
            if (hooks.get(later).offer().writes().contains(attribute)) {
                return "move hook %d '%s' before it".formatted(later + 1, hooks.get(later).use());
            }
        }
        var writers =
                installed.plugins().stream()
                        .flatMap(plugin -> plugin.offers().stream())
                        .filter(offer -> offer.writes().contains(attribute))
                        .map(offer -> "'" + offer.name() + "'")
                        .sorted()
                        .toList();
        return writers.isEmpty()
                ? "no installed plugin writes it"
                : "put one of %s before it".formatted(String.join(", ", writers));
    }

    private static boolean isWritten(Attribute<?> attribute, List<Planned<Hook>> earlier) {
        return earlier.stream().anyMatch(hook -> hook.offer().writes().contains(attribute));
    }
}
