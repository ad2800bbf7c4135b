package io.staffetta.testkit;

import io.staffetta.spi.host.Server;

import java.nio.file.Path;

/// Facts about a server that does not run, for tests of single components. Its name is
/// `mail.example.org`.
///
/// @param configuration folder of the configuration
/// @param data folder of the data; need not exist
public record FixedFacts(Path configuration, Path data) implements Server {

    /// Both folders in one that a test made: the configuration in it, the data in `data` below.
    public static FixedFacts in(Path folder) {
        return new FixedFacts(folder, folder.resolve("data"));
    }

    @Override
    public String hostname() {
        return "mail.example.org";
    }

    @Override
    public String version() {
        return "test";
    }
}
