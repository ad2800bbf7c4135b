package io.staffetta.kernel.dkim;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/// Small files for nobody else to read: after a crash there is the old one or the new one.
final class DurableFile {

    private static final int LARGEST = 1 << 20;

    private DurableFile() {}

    /// @throws java.nio.file.NoSuchFileException if there is none
    static String read(Path path) throws IOException {
        try (var in = Files.newInputStream(path)) {
            var octets = in.readNBytes(LARGEST + 1);
            if (octets.length > LARGEST) {
                throw new IOException("it is too large");
            }
            return new String(octets, StandardCharsets.UTF_8);
        }
    }

    static void write(Path path, String content) throws IOException {
        var folder = path.resolveSibling("");
        var draft =
                Files.createTempFile(
                        folder,
                        ".",
                        ".new",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(draft, content);
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
        sync(folder);
    }

    static void delete(Path path) throws IOException {
        if (Files.deleteIfExists(path)) {
            sync(path.resolveSibling(""));
        }
    }

    /// Makes a folder that nobody else may enter, unless there is one. Its parent must exist.
    static void makeFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Files.createDirectory(
                folder,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        sync(folder.resolveSibling(""));
    }

    private static void sync(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
