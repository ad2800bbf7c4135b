package io.staffetta.kernel;

import io.staffetta.kernel.admin.PluginInfo;
import io.staffetta.kernel.config.LoadedConfig;
import io.staffetta.kernel.config.Problem;

import java.util.List;

/// A configuration that could be started.
///
/// @param config as it was read
/// @param plugins the plugins and where each offer would be used
/// @param warnings what is allowed and strange
public record CheckReport(LoadedConfig config, List<PluginInfo> plugins, List<Problem> warnings) {
    public CheckReport {
        plugins = List.copyOf(plugins);
        warnings = List.copyOf(warnings);
    }
}
