package io.staffetta.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/// The data directory, locked so that two servers never share one. The operating system lets the
/// lock go with the process, however that ends.
final class DataDirectory implements AutoCloseable {

    private static final String LOCK = "staffetta.lock";

    private final Path path;
    private final FileChannel channel;

    private DataDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /// Creates the directory if there is none, and locks it.
    ///
    /// @throws IOException with a one-line message
    static DataDirectory open(Path path) throws IOException {
        var directory = path.toAbsolutePath().normalize();
        FileChannel channel;
        try {
            create(directory);
            channel =
                    FileChannel.open(
                            directory.resolve(LOCK),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new IOException(
                    "the data directory %s cannot be written: %s; check its owner and mode"
                            .formatted(directory, e),
                    e);
        }
        try {
            lock(directory, channel);
            return new DataDirectory(directory, channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /// For nobody else to read: passwords, though hashed, and mail will lie in it.
    private static void create(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        var parent = directory.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.createDirectory(directory);
        var posix = Files.getFileAttributeView(directory, PosixFileAttributeView.class);
        if (posix != null) {
            posix.setPermissions(PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static void lock(Path directory, FileChannel channel) throws IOException {
        if (!tryLock(channel)) {
            throw new IOException(
                    "the data directory %s is in use by another server (process %s); stop it or choose another directory"
                            .formatted(directory, owner(channel)));
        }
        channel.truncate(0);
        channel.write(StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n"), 0);
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static String owner(FileChannel channel) throws IOException {
        var octets = ByteBuffer.allocate(20);
        int length = channel.read(octets, 0);
        return length <= 0
                ? "unknown"
                : new String(octets.array(), 0, length, StandardCharsets.US_ASCII).strip();
    }
}
