package io.staffetta.queue;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/// The destinations that the operator suspended, in memory and in a file. Safe to use by many
/// threads.
final class Suspensions {

    private static final Logger log = LoggerFactory.getLogger(Suspensions.class);

    private final Path folder;
    private final Path file;

    /// Replaced as a whole, so that reading needs no lock.
    private volatile Map<String, String> reasons = Map.of();

    /// @param folder of the file, made when it is needed
    Suspensions(Path folder) {
        this.folder = folder;
        this.file = folder.resolve("suspended.properties");
    }

    /// Reads the file. One that cannot be read must not be ignored: mail would go where the
    /// operator stopped it.
    void load() {
        var read = new Properties();
        try {
            read.load(new ByteArrayInputStream(Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            log.atDebug().addKeyValue("file", file).log("no destination is suspended");
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "cannot read suspended destinations from " + file + ": " + e.getMessage(), e);
        }
        var loaded = new TreeMap<String, String>();
        read.forEach((name, reason) -> loaded.put(name.toString(), reason.toString()));
        reasons = Map.copyOf(loaded);
    }

    Map<String, String> all() {
        return reasons;
    }

    /// Why a domain or next hop is suspended; empty if it is not.
    Optional<String> reason(String destination) {
        var now = reasons;
        if (now.isEmpty() || destination.isEmpty()) {
            return Optional.empty();
        }
        var reason = now.get(destination);
        return Optional.ofNullable(
                reason == null ? now.get(LaneRules.canonical(destination)) : reason);
    }

    /// On stable storage when it returns.
    synchronized void add(String destination, String reason) throws IOException {
        var changed = new TreeMap<>(reasons);
        changed.put(LaneRules.canonical(destination), reason);
        replace(changed);
    }

    /// On stable storage when it returns.
    ///
    /// @return whether it was suspended
    synchronized boolean remove(String destination) throws IOException {
        var changed = new TreeMap<>(reasons);
        if (changed.remove(LaneRules.canonical(destination)) == null) {
            return false;
        }
        replace(changed);
        return true;
    }

    private void replace(Map<String, String> changed) throws IOException {
        var properties = new Properties();
        properties.putAll(changed);
        var octets = new ByteArrayOutputStream();
        properties.store(octets, null);
        Files.createDirectories(folder);
        var draft = folder.resolve("suspended.properties.new");
        try (var out =
                FileChannel.open(
                        draft,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            var buffer = ByteBuffer.wrap(octets.toByteArray());
            while (buffer.hasRemaining()) {
                out.write(buffer);
            }
            out.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        sync(folder);
        reasons = Map.copyOf(changed);
    }

    private static void sync(Path folder) throws IOException {
        try (var directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
