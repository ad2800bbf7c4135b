package io.staffetta.distribution.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The plugin `blocked-senders` of the guide, built as the guide says.
final class ExamplePlugin {

    private static final String JAR = "blocked-senders.jar";

    private ExamplePlugin() {}

    /// @param scratch where it is built
    static void installInto(Distribution distribution, Path scratch) {
        var built =
                Command.of(
                                "sh",
                                "docs/example-plugin/build.sh",
                                distribution.home().toString(),
                                scratch.toString())
                        .environment("JAVA_HOME", System.getProperty("java.home"))
                        .run();
        if (built.exitCode() != 0) {
            throw new IllegalStateException(built.err());
        }
        try {
            Files.copy(scratch.resolve(JAR), distribution.plugins().resolve(JAR));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
