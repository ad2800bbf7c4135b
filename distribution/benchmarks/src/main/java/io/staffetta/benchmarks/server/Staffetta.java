package io.staffetta.benchmarks.server;

import io.staffetta.benchmarks.fill.QueueFiller;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// The assembled distribution.
///
/// @param home of the distribution
/// @param bench the bench it stands on
/// @param variant what is different about it
/// @param options of the JVM, separated by spaces
public record Staffetta(Path home, Bench bench, Variant variant, String options)
        implements MailServer {

    /// What is different about a run.
    ///
    /// @param label what the tables call it
    /// @param stores whether it has its real spool
    /// @param queued messages that wait in the queue from the start
    public record Variant(String label, boolean stores, int queued) {
        /// As it is installed.
        public static final Variant PLAIN = new Variant("staffetta", true, 0);

        /// With a spool that keeps nothing.
        public static final Variant NO_STORAGE = new Variant("staffetta (storage off)", false, 0);

        /// With a full queue.
        public static Variant queued(int messages) {
            return new Variant("staffetta (%,d queued)".formatted(messages), true, messages);
        }
    }

    @Override
    public String name() {
        return variant.label();
    }

    @Override
    public Facts facts() {
        if (!Files.isExecutable(home.resolve("bin/staffetta"))) {
            return new Facts("", "", "no distribution at " + home);
        }
        return new Facts(
                version(), variant.stores() ? "fsync before 250, group commit" : "none", "");
    }

    @Override
    public boolean supports(String workload) {
        return true;
    }

    @Override
    public Optional<Integer> sessions(String workload) {
        return Optional.empty();
    }

    @Override
    public String login() {
        return Bench.LOCAL;
    }

    // The launcher has G1 collect after 10 s without a collection.
    @Override
    public double idleSeconds() {
        return 21;
    }

    @Override
    public double warmSeconds() {
        return 8;
    }

    @Override
    public double startSeconds() {
        return 1.5;
    }

    @Override
    public OptionalInt idle() {
        return OptionalInt.empty();
    }

    @Override
    public List<String> start(Mode mode, Path run) throws IOException, InterruptedException {
        var installation = new Installation(home, bench, run);
        var data = Files.createDirectories(run.resolve("data"));
        installation.addAccount();
        if (variant.queued() > 0 && !Files.exists(data.resolve("spool"))) {
            QueueFiller.fill(data, variant.queued());
        }
        var launcher =
                variant.stores()
                        ? home.resolve("bin/staffetta")
                        : installation.withPlugin().resolve("bin/staffetta");
        var configuration = run.resolve("staffetta.xml");
        Files.writeString(
                configuration, StaffettaConfiguration.text(mode, bench, variant.stores()));
        return List.of(
                launcher.toString(),
                "run",
                "--config",
                configuration.toString(),
                "--data",
                data.toString());
    }

    /// Has what is accepted wait in the queue, as the peers do.
    @Override
    public void started(Mode mode, Path run) throws IOException, InterruptedException {
        if (mode == Mode.ACCEPT) {
            new Installation(home, bench, run).suspend(Bench.REMOTE);
        }
    }

    @Override
    public Map<String, String> environment(Path run) {
        return options.isEmpty() ? Map.of() : Map.of("STAFFETTA_OPTS", options);
    }

    @Override
    public void stop(Process process, Path run) throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    @Override
    public long count(Mode mode, Path run) throws IOException, InterruptedException {
        if (mode == Mode.DELIVER) {
            return mailbox(run.resolve("data/mail"));
        }
        var metrics = metrics();
        return Metrics.sum(metrics, "staffetta_discard_recipients_total")
                + Metrics.sum(metrics, "staffetta_spool_messages")
                - variant.queued();
    }

    private static long mailbox(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return 0;
        }
        try (var files = Files.find(root, 6, (file, _) -> isNew(file))) {
            return files.count();
        }
    }

    private static boolean isNew(Path file) {
        var folder = file.getParent();
        return folder != null && folder.endsWith("new");
    }

    private static String metrics() throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(
                                    URI.create("http://127.0.0.1:" + Bench.ADMIN_PORT + "/metrics"))
                            .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    private String version() {
        try (var jars = Files.list(home.resolve("lib"))) {
            return jars.map(jar -> jar.getFileName().toString())
                    .filter(name -> name.startsWith("staffetta-distribution-"))
                    .map(name -> name.substring(23, name.length() - 4))
                    .findFirst()
                    .orElse("?");
        } catch (IOException e) {
            return "?";
        }
    }
}
