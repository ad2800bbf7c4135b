package io.staffetta.kernel.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Reads the configuration: XML, then the properties file beside it, then the environment, each
/// overriding the one before, then `${…}`, then the sections. Settings of plugins are bound later,
/// by [SettingsBinder], when their records are known.
public final class ConfigReader {

    private final Map<String, String> environment;
    private final Supplier<String> machineName;

    /// Reads with an environment, usually [System#getenv()].
    public ConfigReader(Map<String, String> environment) {
        this(environment, Hostname::ofMachine);
    }

    ConfigReader(Map<String, String> environment, Supplier<String> machineName) {
        this.environment = Map.copyOf(environment);
        this.machineName = machineName;
    }

    /// Reads everything.
    ///
    /// @throws ConfigException with all mistakes of all sections
    public LoadedConfig read(ConfigSource source) throws ConfigException {
        var problems = new Problems();
        var loaded = read(source, problems);
        problems.throwIfAny();
        return loaded.orElseThrow();
    }

    /// Reads everything, and goes on after mistakes: what is returned then is the part that is
    /// right, whose plugins can complain in the same report. It must not be started.
    ///
    /// @param problems gets all mistakes of all sections
    /// @return empty if the file could not be read at all
    public Optional<LoadedConfig> read(ConfigSource source, Problems problems) {
        return new XmlFile(source, problems).read().map(root -> load(root, source, problems));
    }

    private LoadedConfig load(Element root, ConfigSource source, Problems problems) {
        int before = problems.size();
        var tree = complete(root, source, problems);
        new ShapeCheck(problems).check(tree, Shapes.STAFFETTA);
        var config = new ServerReading(new Section(tree, problems), machineName).read();
        var warnings = new Problems();
        new CrossChecks(tree, config, problems, warnings).run();
        var sound = problems.size() == before ? config : SoundPart.of(config);
        return new LoadedConfig(sound, tree, warnings.list());
    }

    private SettingsTree complete(Element root, ConfigSource source, Problems problems) {
        var overrides = new Overrides(root, problems);
        properties(source, problems).forEach(overrides::apply);
        new EnvironmentSettings(environment).read().forEach(overrides::apply);
        new Interpolation(environment, source.folder(), problems).apply(root);
        return root.tree();
    }

    private static List<Setting> properties(ConfigSource source, Problems problems) {
        return switch (source) {
            case ConfigSource.File file -> new PropertiesFile(file.properties(), problems).read();
            case ConfigSource.Text _ -> List.of();
        };
    }
}
