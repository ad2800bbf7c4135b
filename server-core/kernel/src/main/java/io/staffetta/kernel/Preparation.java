package io.staffetta.kernel;

import io.staffetta.kernel.StartupException.Category;
import io.staffetta.kernel.config.ConfigReader;
import io.staffetta.kernel.config.LoadedConfig;
import io.staffetta.kernel.config.Problem;
import io.staffetta.kernel.config.Problems;
import io.staffetta.kernel.net.ServerTls;
import io.staffetta.kernel.plugin.LoadedPlugin;
import io.staffetta.kernel.plugin.PluginLoader;

import java.util.List;
import java.util.stream.Stream;

/// Everything that can be found out before anything is started.
///
/// @param loaded the configuration as it was read
/// @param plan owns its plugins until a generation does
record Preparation(LoadedConfig loaded, ServerPlan plan) {

    /// What an operator may want to know.
    List<Problem> warnings() {
        return Stream.concat(loaded.warnings().stream(), UncalledHooks.warnings(plan).stream())
                .toList();
    }

    /// Reads the configuration, loads the plugins, and brings the two together.
    ///
    /// @param inUse plugins that may be taken over
    /// @throws StartupException with every problem of configuration and plugins
    static Preparation of(StaffettaOptions options, PluginLoader loader, List<LoadedPlugin> inUse)
            throws StartupException {
        var problems = new Problems();
        // After a mistake the sound part goes on, so that plugins find theirs in the same report.
        var loaded = new ConfigReader(options.environment()).read(options.config(), problems);
        int ofConfig = problems.size();
        var plugins = loader.load(inUse, problems);
        int ofPlugins = problems.size() - ofConfig;
        var prepared =
                loaded.map(present -> {
                    checkTls(present, problems);
                    return new Preparation(
                            present, Planner.plan(present.config(), plugins, problems));
                });
        if (prepared.isEmpty() || !problems.isEmpty()) {
            plugins.close();
            throw new StartupException(
                    ofConfig == 0 && ofPlugins > 0 ? Category.PLUGIN : Category.CONFIG,
                    problems.list());
        }
        return prepared.get();
    }

    private static void checkTls(LoadedConfig loaded, Problems problems) {
        var location = loaded.tree().child("tls").orElseGet(loaded::tree).location();
        var general = loaded.config().tls().strength();
        ServerTls.problems(general).forEach(message -> problems.add(location, message));
        for (var listener : loaded.config().listeners()) {
            if (!listener.tlsStrength().isDefault()) {
                var place = listener.settings().location();
                ServerTls.problems(listener.tlsStrength().over(general))
                        .forEach(message -> problems.add(place, message));
            }
        }
    }
}
