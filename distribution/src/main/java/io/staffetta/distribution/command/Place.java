package io.staffetta.distribution.command;

import io.staffetta.distribution.Home;
import io.staffetta.kernel.StaffettaOptions;
import io.staffetta.kernel.config.ConfigSource;
import io.staffetta.kernel.plugin.PluginSource;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which server is meant.
final class Place {

    // Nothing picocli would give a meaning to, such as an option or a file of arguments.
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/._][A-Za-z0-9/._-]*");

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

    /// Reads a command line that says nothing but a place, in the plainest way: each option once,
    /// its value a word of its own. Empty if it is another.
    static Optional<Place> plain(Home home, List<String> words) {
        var place = new Place(home);
        for (int i = 0; i < words.size(); i += 2) {
            var value = i + 1 < words.size() ? words.get(i + 1) : "";
            if (!PLAIN.matcher(value).matches()) {
                return Optional.empty();
            }
            if (words.get(i).equals("--config") && place.config == null) {
                place.config = Path.of(value);
            } else if (words.get(i).equals("--data") && place.data == null) {
                place.data = Path.of(value);
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(place);
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
