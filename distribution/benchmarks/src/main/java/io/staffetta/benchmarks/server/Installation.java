package io.staffetta.benchmarks.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Prepares the distribution for a run.
///
/// @param home of the distribution, which stays as it is
/// @param run the folder of the run
record Installation(Path home, Bench bench, Path run) {

    /// Where the jar of the plugin without storage lies.
    static final String PLUGIN_PROPERTY = "staffetta.benchmarks.plugin";

    /// Adds the account. Made once by the command line, then copied.
    void addAccount() throws IOException, InterruptedException {
        var made = bench.folder().resolve("accounts");
        if (!Files.exists(made.resolve("complete"))) {
            make(made);
        }
        if (!Files.exists(run.resolve("data/db"))) {
            copy(made.resolve("data/db"), run.resolve("data/db"));
        }
    }

    /// A copy of the distribution with one plugin more; only the copy's `plugins` is its own.
    Path withPlugin() throws IOException {
        var copy = run.resolve("distribution");
        Files.createDirectories(copy.resolve("bin"));
        Files.copy(home.resolve("bin/staffetta"), copy.resolve("bin/staffetta"));
        copy.resolve("bin/staffetta").toFile().setExecutable(true);
        for (var shared : new String[] {"lib", "runtime", "conf"}) {
            Files.createSymbolicLink(copy.resolve(shared), home.resolve(shared));
        }
        copy(home.resolve("plugins"), copy.resolve("plugins"));
        var jar = Path.of(System.getProperty(PLUGIN_PROPERTY, "no-storage.jar"));
        Files.copy(jar, copy.resolve("plugins/benchmark-no-storage.jar"));
        return copy;
    }

    /// Has everything for a recipient's domain wait until somebody resumes it.
    void suspend(String recipient) throws IOException, InterruptedException {
        var domain = recipient.substring(recipient.indexOf('@') + 1);
        var place = new Place(run.resolve("staffetta.xml"), run.resolve("data"));
        command(place, "", "queue", "suspend", domain, "--reason", "benchmark");
    }

    private record Place(Path configuration, Path data) {}

    private void make(Path made) throws IOException, InterruptedException {
        var data = Files.createDirectories(made.resolve("data"));
        var configuration = made.resolve("staffetta.xml");
        Files.writeString(configuration, StaffettaConfiguration.text(Mode.ACCEPT, bench, true));
        var place = new Place(configuration, data);
        command(place, Bench.PASSWORD, "account", "add", Bench.LOCAL, "--password-stdin");
        Files.createFile(made.resolve("complete"));
    }

    private void command(Place place, String input, String... words)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(home.resolve("bin/staffetta").toString()));
        command.addAll(List.of(words));
        command.addAll(List.of("--config", place.configuration().toString()));
        command.addAll(List.of("--data", place.data().toString()));
        var log = place.data().resolveSibling("command.log");
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try (var in = process.getOutputStream()) {
            in.write((input + "\n").getBytes(StandardCharsets.UTF_8));
        }
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", words) + ": " + Files.readString(log));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var paths = Files.walk(from)) {
            for (var path : (Iterable<Path>) paths::iterator) {
                var target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }
}
