package io.staffetta.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A program of [MailFilters] that listens on a UNIX socket, for as long as this is open.
public final class FilterProcess implements AutoCloseable {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
    private static final int END_SECONDS = 20;

    private final Process process;
    private final Path socket;

    private FilterProcess(Process process, Path socket) {
        this.process = process;
        this.socket = socket;
    }

    /// Starts a program and waits until it listens.
    ///
    /// @throws IllegalStateException if it ends before, with what it said
    static FilterProcess start(Path socket, List<String> command) {
        var log = socket.resolveSibling(socket.getFileName() + ".log");
        try {
            Files.deleteIfExists(socket);
            var process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
            var started = new FilterProcess(process, socket);
            long end = System.nanoTime() + PATIENCE;
            while (!listens(socket)) {
                if (process.waitFor(20, TimeUnit.MILLISECONDS) || System.nanoTime() - end > 0) {
                    started.close();
                    throw new IllegalStateException(command + ":\n" + Files.readString(log));
                }
            }
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Where it listens, as the hooks `milter` and `policy` want it.
    public String endpoint() {
        return "unix:" + socket;
    }

    /// The process itself.
    public ProcessHandle process() {
        return process.toHandle();
    }

    /// Ends it and what it started, in the middle of whatever it does.
    public void kill() {
        var workers = process.descendants().toList();
        // First, or it starts another in place of each worker that ends.
        process.destroyForcibly();
        process.onExit().join();
        workers.forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() {
        // Those with workers of their own end them. The others have no need, and with libmilter it
        // would take them five seconds.
        if (process.descendants().findAny().isPresent()) {
            process.destroy();
            try {
                process.waitFor(END_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        kill();
    }

    private static boolean listens(Path socket) {
        try (var _ = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
