package io.staffetta.kernel;

import io.staffetta.kernel.config.Problem;
import io.staffetta.kernel.config.ServerConfig;
import io.staffetta.kernel.plugin.PluginLoader;
import io.staffetta.spi.directory.Directory;

import java.util.List;
import java.util.Optional;

/// What a running server consists of.
///
/// @param foundation under everything
/// @param loader loads plugins
/// @param data the locked data directory
/// @param first the configuration it was started with; not its plan, which would keep the plugins
///   of that time loaded
/// @param idle the plan of a server in maintenance, which has no generation
/// @param warnings of the configuration it was started with
/// @param residents spool, stores and queue
/// @param directory follows reloads
/// @param network empty in maintenance
record ServerParts(
        Foundation foundation,
        PluginLoader loader,
        DataDirectory data,
        ServerConfig first,
        Optional<ServerPlan> idle,
        List<Problem> warnings,
        Residents residents,
        Directory directory,
        Optional<Network> network) {

    /// The plan in force.
    ServerPlan plan() {
        return foundation
                .current()
                .peek()
                .map(Generation::plan)
                .or(() -> idle)
                .orElseThrow(() -> new IllegalStateException("the server is stopped"));
    }
}
