package io.staffetta.distribution.command;

import io.staffetta.distribution.Home;
import io.staffetta.kernel.StaffettaOptions;
import io.staffetta.kernel.config.ConfigSource;
import io.staffetta.kernel.plugin.PluginSource;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.nio.file.Path;

/// Which server is meant.
final class Place {

    private final Home home;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "Configuration file; conf/staffetta.xml of the distribution if it exists,"
                            + " otherwise a built-in one to try things out.")
    private @Nullable Path config;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Data directory; by default data in the distribution.")
    private @Nullable Path data;

    Place(Home home) {
        this.home = home;
    }

    Path data() {
        return (data == null ? home.data() : data).toAbsolutePath().normalize();
    }

    /// Whether the built-in configuration is in use.
    boolean isTrial() {
        return config == null && !home.isConfigured();
    }

    StaffettaOptions options() {
        var source =
                config == null
                        ? home.configuration()
                        : ConfigSource.file(config.toAbsolutePath().normalize());
        var plugins = PluginSource.bundled().replaceableBy(PluginSource.directory(home.plugins()));
        return StaffettaOptions.of(source, data(), plugins).withEnvironment(System.getenv());
    }
}
