package io.staffetta.benchmarks.trial;

import io.staffetta.benchmarks.measure.Accounting;
import io.staffetta.benchmarks.server.Bench;
import io.staffetta.benchmarks.server.MailServer;
import io.staffetta.benchmarks.server.Mode;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// A server that runs, in a group of processes of its own.
final class Stage implements AutoCloseable {

    private static final double PATIENCE_SECONDS = 90;
    private static final int STILL_CHECKS = 2;

    private final MailServer server;
    private final Mode mode;
    private final Path run;
    private final Accounting group;
    private final Process process;
    private final double startSeconds;

    private Stage(MailServer server, Mode mode, Path run, Accounting group)
            throws IOException, InterruptedException {
        this.server = server;
        this.mode = mode;
        this.run = run;
        this.group = group;
        var builder = new ProcessBuilder(group.within(server.start(mode, run)));
        builder.environment().putAll(server.environment(run));
        builder.redirectErrorStream(true).redirectOutput(run.resolve("output.log").toFile());
        long start = System.nanoTime();
        this.process = builder.start();
        awaitBanner(start);
        this.startSeconds = secondsSince(start);
        server.started(mode, run);
    }

    static Stage start(MailServer server, Mode mode, Path run, Accounting group)
            throws IOException, InterruptedException {
        if (!group.processes().isEmpty()) {
            throw new IOException("processes of an earlier run live: " + group.processes());
        }
        Files.createDirectories(run);
        return new Stage(server, mode, run, group);
    }

    /// From the start to the banner.
    double startSeconds() {
        return startSeconds;
    }

    Accounting group() {
        return group;
    }

    Path run() {
        return run;
    }

    long count() throws IOException, InterruptedException {
        return server.count(mode, run);
    }

    /// Waits until the server has done next to nothing for half a second.
    void quiesce(double limitSeconds) throws IOException, InterruptedException {
        long start = System.nanoTime();
        double before = group.processorSeconds();
        for (int still = 0; still < STILL_CHECKS && secondsSince(start) < limitSeconds; ) {
            TimeUnit.MILLISECONDS.sleep(200);
            double now = group.processorSeconds();
            still = now - before < 0.01 ? still + 1 : 0;
            before = now;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            server.stop(process, run);
            for (int i = 0; i < 100 && !group.processes().isEmpty(); i++) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
            // What is left was started by this stage: nothing else is in its group.
            for (long pid : group.processes()) {
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            }
            for (int i = 0; i < 100 && !group.processes().isEmpty(); i++) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitBanner(long start) throws IOException, InterruptedException {
        while (secondsSince(start) < PATIENCE_SECONDS) {
            if (!process.isAlive()) {
                break;
            }
            try (var socket = new Socket()) {
                socket.connect(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), Bench.PORT), 1000);
                socket.setSoTimeout((int) (PATIENCE_SECONDS * 1000));
                var octets = socket.getInputStream().readNBytes(4);
                if (new String(octets, StandardCharsets.US_ASCII).startsWith("220")) {
                    socket.getOutputStream().write("QUIT\r\n".getBytes(StandardCharsets.US_ASCII));
                    socket.getInputStream().readAllBytes();
                    return;
                }
            } catch (IOException e) {
                TimeUnit.MILLISECONDS.sleep(2);
            }
        }
        var said = Files.readString(run.resolve("output.log"), StandardCharsets.ISO_8859_1).strip();
        process.destroyForcibly();
        throw new IOException("no banner: " + said.substring(said.lastIndexOf('\n') + 1));
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
    }
}
