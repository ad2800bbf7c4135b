package io.staffetta.distribution.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Where the unpacked distribution lies, and copies of it with other plugins.
record Distribution(Path home) {

    /// The one this build made.
    static Distribution built() {
        var home = Path.of(System.getProperty("staffetta.distribution", "target/staffetta"));
        if (!Files.isExecutable(home.resolve("bin/staffetta"))) {
            throw new IllegalStateException("no distribution at " + home.toAbsolutePath());
        }
        return new Distribution(home.toAbsolutePath());
    }

    /// A copy whose `plugins/` and `conf/` may be changed; run-time image and libraries are shared.
    Distribution copyTo(Path target) {
        try {
            Files.createDirectories(target);
            for (var shared : new String[] {"lib", "runtime"}) {
                Files.createSymbolicLink(target.resolve(shared), home.resolve(shared));
            }
            for (var own : new String[] {"bin", "conf", "plugins"}) {
                copyTree(home.resolve(own), target.resolve(own));
            }
            return new Distribution(target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path plugins() {
        return home.resolve("plugins");
    }

    Path launcher() {
        return home.resolve("bin/staffetta");
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (var paths = Files.walk(from)) {
            for (var path : (Iterable<Path>) paths::iterator) {
                var copy = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(path, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }
}
