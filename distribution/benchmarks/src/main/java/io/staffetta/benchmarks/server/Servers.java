package io.staffetta.benchmarks.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The servers that can be measured, by key: `staffetta`, `staffetta-no-storage`,
/// `staffetta-queued-NUMBER`, or the folder of a peer.
///
/// @param home of the distribution
/// @param scripts the folder of the peers' folders
/// @param installed where peers are installed
/// @param bench where runs happen
/// @param options of Staffetta's JVM
public record Servers(Path home, Path scripts, Path installed, Bench bench, String options) {

    private static final String PREFIX = "staffetta.benchmarks.";
    private static final String QUEUED = "staffetta-queued-";

    /// The places that the script `run` names.
    public static Servers fromProperties() {
        return new Servers(
                path("home"),
                path("peers"),
                path("installed"),
                new Bench(path("work")),
                System.getProperty(PREFIX + "options", ""));
    }

    /// Finds a server.
    public MailServer named(String key) {
        int messages = queued(key);
        if (messages > 0) {
            return staffetta(Staffetta.Variant.queued(messages));
        }
        return switch (key) {
            case "staffetta" -> staffetta(Staffetta.Variant.PLAIN);
            case "staffetta-no-storage" -> staffetta(Staffetta.Variant.NO_STORAGE);
            default -> peer(key);
        };
    }

    /// How many messages wait in the queue of a server from the start.
    public static int queued(String key) {
        return key.startsWith(QUEUED) ? Integer.parseInt(key.substring(QUEUED.length())) : 0;
    }

    /// Finds a peer.
    public Peer peer(String name) {
        return new Peer(scripts.resolve(name), installed.resolve(name), bench);
    }

    /// The names of all peers.
    public List<String> peers() throws IOException {
        try (var folders = Files.list(scripts)) {
            return folders.filter(folder -> Files.exists(folder.resolve("peer.properties")))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private Staffetta staffetta(Staffetta.Variant variant) {
        return new Staffetta(home, bench, variant, options);
    }

    private static Path path(String name) {
        var text = System.getProperty(PREFIX + name);
        if (text == null) {
            throw new IllegalStateException("call the script: -D" + PREFIX + name + " is missing");
        }
        return Path.of(text).toAbsolutePath();
    }
}
