package io.staffetta.distribution.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// A server that nobody here wrote, running in the foreground.
final class PeerProcess implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;

    private final Process process;
    private final Path log;

    private PeerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /// Skips the test unless programs are there and may be run.
    static void needs(boolean root, String... programs) {
        for (var program : programs) {
            assumeTrue(
                    Command.of("sh", "-c", "command -v " + program).run().exitCode() == 0,
                    () -> program + " is not installed");
        }
        assumeTrue(!root || isRoot(), () -> programs[0] + " has to be started by root");
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /// Starts one and waits until it listens.
    static PeerProcess start(Path log, List<String> words, int... ports) {
        try {
            var process =
                    new ProcessBuilder(words)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
            var peer = new PeerProcess(process, log);
            Patience.until(
                    () -> !process.isAlive() || IntStream.of(ports).allMatch(FreePort::isTaken),
                    () -> words + " does not listen: " + peer.output());
            if (!process.isAlive()) {
                throw new IllegalStateException(words + " ended: " + peer.output());
            }
            return peer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        awaitEnd();
    }

    /// Waits until it has ended of itself; helps if that takes long.
    void awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
