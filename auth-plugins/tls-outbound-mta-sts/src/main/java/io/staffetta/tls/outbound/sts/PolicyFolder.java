package io.staffetta.tls.outbound.sts;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Policies on disk, one file each, so that a restart forgets none: whoever then hides the TXT
/// record from us gains nothing. Used by many threads, and over a reload by two of its kind.
final class PolicyFolder {

    private static final String SUFFIX = ".policy";
    private static final Duration LEFT_OVER = Duration.ofHours(1);

    private final Path folder;
    private final int maxWeight;
    private final Map<String, Integer> weights = new LinkedHashMap<>(16, 0.75f, true);
    private long weight;

    /// A file's content.
    ///
    /// @param id of the policy
    /// @param fetched when
    /// @param octets the policy as it was fetched
    record Stored(String id, Instant fetched, byte[] octets) {

        private int weight() {
            return 1 + octets.length / 512;
        }
    }

    PolicyFolder(Path folder, int maxWeight) {
        this.folder = folder;
        this.maxWeight = maxWeight;
    }

    /// Sees what is there.
    synchronized void open(Instant now) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(folder)) {
            for (var file : files.toList()) {
                var name = file.getFileName().toString();
                if (name.endsWith(SUFFIX)) {
                    forget(note(domain(name), 1 + (int) Math.min(Files.size(file) / 512, 1 << 20)));
                } else if (Files.getLastModifiedTime(file)
                                .compareTo(FileTime.from(now.minus(LEFT_OVER)))
                        < 0) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (NoSuchFileException e) {
            // The one before a reload is still at work.
        }
    }

    /// What is known of a domain; empty if nothing is.
    ///
    /// @throws IOException if the file cannot be read, or is damaged
    Optional<Stored> read(String domain) throws IOException {
        byte[] octets;
        try {
            octets = Files.readAllBytes(file(domain));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        synchronized (this) {
            weights.computeIfPresent(domain, (_, known) -> known);
        }
        var end = 0;
        while (end < octets.length && octets[end] != '\n') {
            end++;
        }
        var head = new String(octets, 0, end, StandardCharsets.UTF_8).split(" ", -1);
        if (head.length != 2 || end == octets.length) {
            throw new IOException(file(domain) + " is damaged");
        }
        try {
            var rest = new byte[octets.length - end - 1];
            System.arraycopy(octets, end + 1, rest, 0, rest.length);
            return Optional.of(new Stored(head[0], Instant.parse(head[1]), rest));
        } catch (RuntimeException e) {
            throw new IOException(file(domain) + " is damaged", e);
        }
    }

    /// Writes, and forgets those not used for longest if it becomes too much.
    void write(String domain, Stored stored) throws IOException {
        var draft = Files.createTempFile(folder, "new", "");
        try {
            try (var out = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                var head = (stored.id() + " " + stored.fetched() + "\n");
                writeAll(out, head.getBytes(StandardCharsets.UTF_8));
                writeAll(out, stored.octets());
                out.force(true);
            }
            Files.move(draft, file(domain), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
        try (var directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
        forget(note(domain, stored.weight()));
    }

    private void forget(List<String> gone) throws IOException {
        for (var domain : gone) {
            Files.deleteIfExists(file(domain));
        }
    }

    /// @return what is too much now
    private synchronized List<String> note(String domain, int added) {
        var before = weights.put(domain, added);
        weight += added - (before == null ? 0 : before);
        var gone = new ArrayList<String>();
        var eldest = weights.entrySet().iterator();
        while (weight > maxWeight && eldest.hasNext()) {
            var next = eldest.next();
            if (!next.getKey().equals(domain)) {
                gone.add(next.getKey());
                weight -= next.getValue();
                eldest.remove();
            }
        }
        return gone;
    }

    private static void writeAll(FileChannel out, byte[] octets) throws IOException {
        var buffer = ByteBuffer.wrap(octets);
        while (buffer.hasRemaining()) {
            out.write(buffer);
        }
    }

    private static String domain(String fileName) {
        return fileName.substring(0, fileName.length() - SUFFIX.length());
    }

    private Path file(String domain) {
        return folder.resolve(domain + SUFFIX);
    }
}
