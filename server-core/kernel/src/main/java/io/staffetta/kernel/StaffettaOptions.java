package io.staffetta.kernel;

import io.staffetta.kernel.config.ConfigSource;
import io.staffetta.kernel.plugin.Deadlines;
import io.staffetta.kernel.plugin.PluginSource;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/// What a server is started with. Make one by [#of] and change it by the `with` methods.
///
/// @param config where the configuration is read from, at the start and at each reload
/// @param data the data directory, made if there is none
/// @param plugins where plugins come from
/// @param environment environment variables that may override settings
/// @param clock the time
/// @param version of the server
/// @param listeners false for maintenance: spool and account stores are started, but nothing
///   listens and nothing is delivered
/// @param jmx whether metrics are shown as JMX beans, which belong to the whole process
/// @param deadlines how long components may take to start and to close
public record StaffettaOptions(
        ConfigSource config,
        Path data,
        PluginSource plugins,
        Map<String, String> environment,
        Clock clock,
        String version,
        boolean listeners,
        boolean jmx,
        Deadlines deadlines) {

    public StaffettaOptions {
        environment = Map.copyOf(environment);
    }

    /// A server with the system's clock and no environment.
    public static StaffettaOptions of(ConfigSource config, Path data, PluginSource plugins) {
        var version = StaffettaOptions.class.getPackage().getImplementationVersion();
        return new StaffettaOptions(
                config,
                data,
                plugins,
                Map.of(),
                Clock.systemUTC(),
                version == null ? "development" : version,
                true,
                true,
                Deadlines.DEFAULTS);
    }

    /// With overrides from environment variables.
    public StaffettaOptions withEnvironment(Map<String, String> variables) {
        return new StaffettaOptions(
                config, data, plugins, variables, clock, version, listeners, jmx, deadlines);
    }

    /// With another clock.
    public StaffettaOptions withClock(Clock other) {
        return new StaffettaOptions(
                config, data, plugins, environment, other, version, listeners, jmx, deadlines);
    }

    /// For maintenance while the server is down.
    public StaffettaOptions withoutListeners() {
        return new StaffettaOptions(
                config, data, plugins, environment, clock, version, false, jmx, deadlines);
    }

    /// Without JMX beans, for several servers in one process.
    public StaffettaOptions withoutJmx() {
        return new StaffettaOptions(
                config, data, plugins, environment, clock, version, listeners, false, deadlines);
    }

    /// With other deadlines.
    public StaffettaOptions withDeadlines(Deadlines other) {
        return new StaffettaOptions(
                config, data, plugins, environment, clock, version, listeners, jmx, other);
    }
}
