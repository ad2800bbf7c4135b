package io.staffetta.distribution;

import io.staffetta.kernel.config.ConfigSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where the distribution lies.
///
/// @param folder with `bin`, `conf`, `lib`, `plugins`
public record Home(Path folder) {

    /// The folder the launcher names.
    static Home find() {
        return new Home(Path.of(System.getProperty("staffetta.home", ".")).toAbsolutePath());
    }

    /// Where plugins lie.
    public Path plugins() {
        return folder.resolve("plugins");
    }

    /// Where data lie unless somebody says otherwise.
    public Path data() {
        return folder.resolve("data");
    }

    Path conf(String file) {
        return folder.resolve("conf").resolve(file);
    }

    /// Whether there is a configuration of the operator's own.
    public boolean isConfigured() {
        return Files.exists(conf("staffetta.xml"));
    }

    /// The operator's configuration, or the built-in one to try things out.
    public ConfigSource configuration() {
        return isConfigured()
                ? ConfigSource.file(conf("staffetta.xml"))
                : ConfigSource.text("built-in configuration", trial(), folder.resolve("conf"));
    }

    private static String trial() {
        try (var in = Home.class.getResourceAsStream("trial.xml")) {
            if (in == null) {
                throw new IllegalStateException("trial.xml is missing from this jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
