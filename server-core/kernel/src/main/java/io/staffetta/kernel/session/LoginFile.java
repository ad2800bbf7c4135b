package io.staffetta.kernel.session;

import io.staffetta.kernel.session.LoginRecord.Kind;
import io.staffetta.spi.Network;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Failed logins in a file: a line each with kind, number, time and name, between a first line that
/// names the form and a last one that tells how many there are. For nobody else to read.
record LoginFile(Path path) {

    private static final String FORM = "staffetta-logins 1";

    /// More than the server would write.
    private static final long LARGEST = 256L << 20;

    /// Reads it; no file holds nothing.
    ///
    /// @throws IOException if it cannot be read or is damaged; with one line that repeats nothing
    ///   of it
    List<LoginRecord> read() throws IOException {
        try {
            if (Files.size(path) > LARGEST) {
                throw new IOException("it is too large");
            }
            var lines = Files.readAllLines(path, StandardCharsets.UTF_8);
            if (lines.size() < 2
                    || !lines.getFirst().equals(FORM)
                    || !lines.getLast().equals("end " + (lines.size() - 2))) {
                throw new IOException("its first or its last line is not what it should be");
            }
            var records = new ArrayList<LoginRecord>();
            for (int i = 1; i < lines.size() - 1; i++) {
                records.add(parse(lines.get(i), i + 1));
            }
            return records;
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /// Replaces it as a whole: after a crash it is the old one or the new one.
    void write(List<LoginRecord> records) throws IOException {
        var folder = path.resolveSibling("");
        Files.createDirectories(
                folder,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var draft =
                Files.createTempFile(
                        folder,
                        "failures",
                        ".new",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try {
            Files.write(draft, lines(records), StandardCharsets.UTF_8);
            try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(
                    draft,
                    path,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static List<String> lines(List<LoginRecord> records) {
        var lines = new ArrayList<String>(records.size() + 2);
        lines.add(FORM);
        for (var one : records) {
            lines.add(
                    "%s %d %s %s"
                            .formatted(
                                    one.kind().name().toLowerCase(Locale.ROOT),
                                    one.failures(),
                                    one.since(),
                                    one.who()));
        }
        lines.add("end " + records.size());
        return lines;
    }

    private static LoginRecord parse(String line, int number) throws IOException {
        try {
            var words = line.split(" ", 4);
            var kind = Kind.valueOf(words[0].toUpperCase(Locale.ROOT));
            var failures = Integer.parseInt(words[1]);
            if (failures < 0 || words.length < 4) {
                throw new IllegalArgumentException("not a record");
            }
            switch (kind) {
                case CLIENT, NETWORK, WELCOME -> Network.parse(words[3]);
                case PAIR -> Network.parse(words[3].substring(0, words[3].indexOf(' ')));
                case ACCOUNT -> {}
            }
            return new LoginRecord(kind, words[3], failures, Instant.parse(words[2]));
        } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException e) {
            throw new IOException("its line " + number + " is not what it should be", e);
        }
    }
}
