package io.staffetta.distribution.e2e;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// A running server of the distribution.
final class ServerProcess implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("Staffetta \\S+ is ready: (.+)");
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final Path data;
    private final Distribution distribution;
    private final List<String> output = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch outputEnded = new CountDownLatch(1);
    private final CompletableFuture<Map<String, String>> ready = new CompletableFuture<>();

    private ServerProcess(Distribution distribution, Process process, Path data) {
        this.distribution = distribution;
        this.process = process;
        this.data = data;
        Thread.ofVirtual().start(this::readOutput);
    }

    /// Starts a server and waits until it says that it is ready.
    static ServerProcess start(Distribution distribution, Path data, @Nullable Path configuration) {
        return start(distribution, data, configuration, Map.of());
    }

    static ServerProcess start(
            Distribution distribution,
            Path data,
            @Nullable Path configuration,
            Map<String, String> environment) {
        var words = new ArrayList<String>();
        words.add(distribution.launcher().toString());
        words.add("run");
        words.add("--data");
        words.add(data.toString());
        if (configuration != null) {
            words.add("--config");
            words.add(configuration.toString());
        }
        var builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            var server = new ServerProcess(distribution, builder.start(), data);
            server.awaitReady();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Environment that puts every listener of the built-in configuration on a free port.
    static Map<String, String> freePorts() {
        var environment = new HashMap<String, String>();
        for (var listener : new String[] {"MX", "SUBMISSION", "SMTPS"}) {
            environment.put("STAFFETTA_LISTENERS_" + listener + "_BIND", "127.0.0.1:0");
        }
        environment.put("STAFFETTA_ADMIN_BIND", "127.0.0.1:0");
        return environment;
    }

    /// Where a listener listens.
    InetSocketAddress address(String listener) {
        var text = awaitReady().get(listener);
        if (text == null) {
            throw new IllegalArgumentException("no listener " + listener + " in " + awaitReady());
        }
        int colon = text.lastIndexOf(':');
        return new InetSocketAddress(
                text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }

    int port(String listener) {
        return address(listener).getPort();
    }

    Path data() {
        return data;
    }

    /// Whether SIGHUP never reaches it: what runs under nohup has it ignored, and its children too.
    boolean ignoresHangUp() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid()), "status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 1) != 0);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// Everything it has printed so far.
    String output() {
        synchronized (output) {
            return String.join("\n", output);
        }
    }

    /// A command of the distribution against this server's data.
    Command.Result command(String... arguments) {
        var words = new ArrayList<>(List.of(arguments));
        words.add("--data");
        words.add(data.toString());
        return Command.staffetta(distribution, words.toArray(String[]::new)).run();
    }

    /// The same with something on its standard input.
    Command.Result command(String input, List<String> arguments) {
        var words = new ArrayList<>(arguments);
        words.add("--data");
        words.add(data.toString());
        return Command.staffetta(distribution, words.toArray(String[]::new)).input(input).run();
    }

    /// Adds an account while the server runs.
    void addAccount(String address, String password) {
        var added =
                Command.staffetta(
                                distribution,
                                "account",
                                "add",
                                address,
                                "--password-stdin",
                                "--data",
                                data.toString())
                        .input(password + "\n")
                        .run();
        if (added.exitCode() != 0) {
            throw new IllegalStateException(added.err());
        }
    }

    /// Waits until a line is printed.
    String awaitLine(Predicate<String> wanted) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        synchronized (output) {
            while (true) {
                Optional<String> line = output.stream().filter(wanted).findFirst();
                if (line.isPresent()) {
                    return line.get();
                }
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw new IllegalStateException("the line never came; output:\n" + output());
                }
                try {
                    output.wait(left);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    /// Sends a signal by name, such as `HUP`.
    void signal(String name) {
        Command.of("kill", "-" + name, Long.toString(pid())).run();
    }

    /// SIGTERM, and waits for the end; returns the exit code.
    int stop() {
        process.destroy();
        return awaitExit();
    }

    /// SIGKILL, and waits for the end.
    void kill() {
        // Process.destroyForcibly() would close our end of its output, too.
        process.toHandle().destroyForcibly();
        awaitExit();
    }

    int awaitExit() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    || !outputEnded.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("the server did not end:\n" + output());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }

    private Map<String, String> awaitReady() {
        try {
            return ready.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            process.destroyForcibly();
            throw new IllegalStateException("the server did not start:\n" + output(), e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void readOutput() {
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (output) {
                    output.add(line);
                    output.notifyAll();
                }
                var matcher = READY.matcher(line);
                if (matcher.find()) {
                    ready.complete(addresses(matcher.group(1)));
                }
            }
        } catch (IOException e) {
            // The process is gone.
        } finally {
            ready.completeExceptionally(new IllegalStateException("its output ended"));
            outputEnded.countDown();
        }
    }

    private static Map<String, String> addresses(String text) {
        var addresses = new HashMap<String, String>();
        for (var entry : text.split(", ", -1)) {
            var parts = entry.split(" ", 2);
            addresses.put(parts[0], parts[1]);
        }
        return addresses;
    }

    /// Files below a folder of the data directory; none if there is no such folder.
    List<Path> files(String folder) {
        var root = data.resolve(folder);
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (var paths = Files.walk(root)) {
            return paths.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
