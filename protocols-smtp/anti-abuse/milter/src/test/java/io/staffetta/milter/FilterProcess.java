package io.staffetta.milter;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A filter that people run, started for a test in a folder of its own.
final class FilterProcess implements AutoCloseable {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    private final Process process;

    private FilterProcess(Process process) {
        this.process = process;
    }

    /// Skips the test where a program is missing.
    static void require(String program, String debianPackage) {
        assumeTrue(
                Files.isExecutable(Path.of(program)),
                "the package " + debianPackage + " is not installed: no " + program);
    }

    /// Starts a program and waits until it listens.
    ///
    /// @param folder for its log
    /// @param socket where it is going to listen
    static FilterProcess start(Path folder, Path socket, List<String> command)
            throws IOException, InterruptedException {
        var log = folder.resolve(socket.getFileName() + ".log");
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        var started = new FilterProcess(process);
        long end = System.nanoTime() + PATIENCE;
        while (!listens(socket)) {
            if (process.waitFor(20, TimeUnit.MILLISECONDS) || System.nanoTime() - end > 0) {
                started.close();
                throw new IllegalStateException(command + ":\n" + Files.readString(log));
            }
        }
        return started;
    }

    private static boolean listens(Path socket) {
        try (var _ = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            process.onExit().get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
