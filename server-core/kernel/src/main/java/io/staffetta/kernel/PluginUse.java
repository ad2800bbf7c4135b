package io.staffetta.kernel;

import io.staffetta.kernel.admin.PluginInfo;
import io.staffetta.kernel.plugin.LoadedPlugin;
import io.staffetta.kernel.plugin.Offer;

import java.util.List;

/// Tells which plugins a plan has and where each offer is used.
final class PluginUse {

    private PluginUse() {}

    static List<PluginInfo> of(ServerPlan plan) {
        return plan.plugins().plugins().stream().map(plugin -> info(plugin, plan)).toList();
    }

    private static PluginInfo info(LoadedPlugin plugin, ServerPlan plan) {
        return new PluginInfo(
                plugin.id(),
                plugin.version(),
                plugin.place(),
                plugin.offers().stream().map(offer -> offer(offer, plan)).toList());
    }

    private static PluginInfo.Offer offer(Offer offer, ServerPlan plan) {
        return new PluginInfo.Offer(
                offer.kind().word(),
                offer.name(),
                plan.blueprint().planned().stream()
                        .filter(planned -> planned.offer().equals(offer))
                        .map(planned -> planned.place())
                        .toList());
    }
}
