package io.staffetta.testkit;

import org.junit.jupiter.api.Assumptions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Programs from npm that tests start; their exact versions are locked in resources of this
/// package.
final class NpmPackage {

    private static final String LOCK = "package-lock.json";
    private static final long INSTALL_SECONDS = 180;

    private NpmPackage() {}

    /// Copies a program into the folder `target` of the module under test and installs what it
    /// depends on, unless that is there already. Skips the test where that is not possible.
    ///
    /// @param name folder of the resources
    /// @param script what stands in it besides the package files
    static synchronized Path installed(String name, String script) {
        var folder = Path.of("target", name).toAbsolutePath();
        try {
            Files.createDirectories(folder);
            // Test processes of a module share the folder.
            try (var channel =
                            FileChannel.open(
                                    folder.resolve("lock"),
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE);
                    var _ = channel.lock()) {
                install(name, script, folder);
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void install(String name, String script, Path folder) throws IOException {
        boolean current = isCurrent(name, folder);
        for (var file : List.of("package.json", LOCK, script)) {
            Files.write(folder.resolve(file), resource(name, file));
        }
        if (!current) {
            install(folder);
            Files.copy(
                    folder.resolve(LOCK),
                    folder.resolve("installed"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static boolean isCurrent(String name, Path folder) throws IOException {
        var installed = folder.resolve("installed");
        return Files.exists(installed)
                && Arrays.equals(Files.readAllBytes(installed), resource(name, LOCK));
    }

    private static void install(Path folder) throws IOException {
        var log = folder.resolve("npm.log");
        Process npm;
        try {
            npm =
                    new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
        } catch (IOException e) {
            Assumptions.abort("npm does not start: " + e.getMessage());
            return;
        }
        try {
            if (!npm.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS)) {
                npm.destroyForcibly();
                Assumptions.abort("npm ci takes too long, see " + log);
            }
        } catch (InterruptedException e) {
            npm.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        Assumptions.assumeTrue(npm.exitValue() == 0, () -> "npm ci fails, see " + log);
    }

    private static byte[] resource(String name, String file) throws IOException {
        try (var in = NpmPackage.class.getResourceAsStream(name + "/" + file)) {
            if (in == null) {
                throw new IOException("no resource " + name + "/" + file);
            }
            return in.readAllBytes();
        }
    }
}
