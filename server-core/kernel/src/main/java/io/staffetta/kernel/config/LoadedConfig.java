package io.staffetta.kernel.config;

import java.util.List;

/// A configuration that was read and has no mistake the kernel can see without the plugins.
///
/// @param config what the kernel works with
/// @param tree the whole of it, for [EffectiveConfig]
/// @param warnings what is allowed and strange, such as a chain nobody uses
public record LoadedConfig(ServerConfig config, SettingsTree tree, List<Problem> warnings) {
    public LoadedConfig {
        warnings = List.copyOf(warnings);
    }
}
