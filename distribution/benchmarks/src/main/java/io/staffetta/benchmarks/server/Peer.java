package io.staffetta.benchmarks.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/// Another server, driven by the scripts in its folder: `install`, `start MODE`, `started MODE`
/// (optional), `stop`, `count MODE`, and `peer.properties`.
public final class Peer implements MailServer {

    private static final long PATIENCE_SECONDS = 40;

    private final Path scripts;
    private final Path home;
    private final Bench bench;
    private final Properties properties = new Properties();

    /// @param scripts its folder
    /// @param home where it is installed
    public Peer(Path scripts, Path home, Bench bench) {
        this.scripts = scripts;
        this.home = home;
        this.bench = bench;
        try (var in = Files.newBufferedReader(scripts.resolve("peer.properties"))) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("no such peer: " + scripts.getFileName(), e);
        }
    }

    @Override
    public String name() {
        return scripts.getFileName().toString();
    }

    @Override
    public Facts facts() {
        try {
            return new Facts(
                    Files.readString(home.resolve("version")).strip(),
                    properties.getProperty("durability", ""),
                    "");
        } catch (IOException e) {
            return new Facts("", "", "not installed: run --install " + name());
        }
    }

    /// Installs it, showing what the script says.
    public void install() throws IOException, InterruptedException {
        Files.createDirectories(home);
        var builder = new ProcessBuilder(scripts.resolve("install").toString()).inheritIO();
        builder.environment().putAll(bench.environment(home, home.resolve("run")));
        if (builder.start().waitFor() != 0) {
            throw new IOException("could not install " + name());
        }
    }

    @Override
    public boolean supports(String workload) {
        return List.of(properties.getProperty("workloads", "").split(" ")).contains(workload);
    }

    @Override
    public Optional<Integer> sessions(String workload) {
        return Optional.ofNullable(
                        properties.getProperty(
                                "sessions." + workload, properties.getProperty("sessions")))
                .map(Integer::valueOf);
    }

    @Override
    public String login() {
        return properties.getProperty("login", Bench.LOCAL);
    }

    @Override
    public double warmSeconds() {
        return Double.parseDouble(properties.getProperty("warm-seconds", "1"));
    }

    @Override
    public double startSeconds() {
        return Double.parseDouble(properties.getProperty("start-seconds", "1"));
    }

    @Override
    public OptionalInt idle() {
        var most = properties.getProperty("idle");
        return most == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(most));
    }

    @Override
    public List<String> start(Mode mode, Path run) {
        return List.of(scripts.resolve("start").toString(), mode.word());
    }

    @Override
    public Map<String, String> environment(Path run) {
        return bench.environment(home, run);
    }

    @Override
    public void started(Mode mode, Path run) throws IOException, InterruptedException {
        if (Files.exists(scripts.resolve("started"))) {
            call(run, "started", mode.word());
        }
    }

    @Override
    public void stop(Process process, Path run) throws IOException, InterruptedException {
        call(run, "stop");
    }

    @Override
    public long count(Mode mode, Path run) throws IOException, InterruptedException {
        var text = call(run, "count", mode.word()).strip();
        return text.matches("\\d+") ? Long.parseLong(text) : -1;
    }

    private String call(Path run, String... words) throws IOException, InterruptedException {
        var command = new ArrayList<String>(List.of(words));
        command.set(0, scripts.resolve(words[0]).toString());
        var builder = new ProcessBuilder(command);
        builder.redirectError(run.resolve(words[0] + ".log").toFile());
        builder.environment().putAll(environment(run));
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return output;
    }
}
