package io.staffetta.kernel.plugin;

import io.staffetta.kernel.config.ComponentConfig;
import io.staffetta.kernel.config.SettingsTree;
import io.staffetta.spi.hook.Hook;

/// Plans hooks without settings.
final class PlannedHooks {

    private PlannedHooks() {}

    static Planned<Hook> plan(Blueprint blueprint, String name) {
        return blueprint
                .plan(
                        Hook.class,
                        new ComponentConfig(name, SettingsTree.empty("hook")),
                        "chain test")
                .orElseThrow();
    }
}
