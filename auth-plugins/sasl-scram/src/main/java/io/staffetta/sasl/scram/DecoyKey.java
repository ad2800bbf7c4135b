package io.staffetta.sasl.scram;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;

/// A file of random octets that only the server can read, made when it is missing. The mechanisms
/// share it.
final class DecoyKey {

    private static final int OCTETS = 32;

    private DecoyKey() {}

    static byte[] of(Path file) throws IOException {
        try {
            return read(file);
        } catch (NoSuchFileException e) {
            make(file);
            return read(file);
        }
    }

    private static byte[] read(Path file) throws IOException {
        var octets = Files.readAllBytes(file);
        if (octets.length != OCTETS) {
            throw new IOException(
                    file
                            + " is damaged: it must hold "
                            + OCTETS
                            + " octets; remove it to renew it");
        }
        return octets;
    }

    /// Whole or not at all: it is written beside and then linked to its name, which fails if
    /// another mechanism was faster.
    private static void make(Path file) throws IOException {
        var folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException(file + " is not a file name");
        }
        Files.createDirectories(
                folder,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var beside =
                Files.createTempFile(
                        folder,
                        "decoy-",
                        ".new",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try {
            write(beside);
            Files.createLink(file, beside);
        } catch (FileAlreadyExistsException e) {
            // Read that one.
        } finally {
            Files.delete(beside);
        }
    }

    private static void write(Path file) throws IOException {
        var octets = new byte[OCTETS];
        new SecureRandom().nextBytes(octets);
        try (var channel = FileChannel.open(file, Set.of(StandardOpenOption.WRITE))) {
            var buffer = ByteBuffer.wrap(octets);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }
}
