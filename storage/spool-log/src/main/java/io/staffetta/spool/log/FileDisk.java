package io.staffetta.spool.log;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/// A [Disk] on a directory of the file system, readable by its owner only.
final class FileDisk implements Disk {

    private final Path root;
    private final FileStore store;
    private final FileAttribute<?>[] fileAttributes;

    private FileDisk(Path root, FileStore store, FileAttribute<?>[] fileAttributes) {
        this.root = root;
        this.store = store;
        this.fileAttributes = fileAttributes;
    }

    /// Opens the directory, making it if need be.
    static FileDisk open(Path root) throws IOException {
        var posix = root.getFileSystem().supportedFileAttributeViews().contains("posix");
        var directory = attributes(posix, "rwx------");
        makeDirectory(root.toAbsolutePath(), directory);
        for (var name : List.of(SEGMENTS, LARGE, DAMAGED)) {
            makeDirectory(root.toAbsolutePath().resolve(name), directory);
        }
        return new FileDisk(root, Files.getFileStore(root), attributes(posix, "rw-------"));
    }

    @Override
    public List<String> list(String directory) throws IOException {
        try (var files = Files.list(root.resolve(directory))) {
            return files.map(path -> String.valueOf(path.getFileName())).sorted().toList();
        }
    }

    @Override
    public DiskFile create(String path) throws IOException {
        return new Channel(
                FileChannel.open(
                        root.resolve(path), Set.of(CREATE_NEW, READ, WRITE), fileAttributes));
    }

    @Override
    public DiskFile open(String path) throws IOException {
        return new Channel(FileChannel.open(root.resolve(path), READ, WRITE));
    }

    @Override
    public DiskFile read(String path) throws IOException {
        return new Channel(FileChannel.open(root.resolve(path), READ));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Files.move(root.resolve(from), root.resolve(to), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(String path) throws IOException {
        Files.deleteIfExists(root.resolve(path));
    }

    @Override
    public void sync(String directory) throws IOException {
        syncDirectory(root.resolve(directory));
    }

    @Override
    public long free() throws IOException {
        return store.getUsableSpace();
    }

    private static FileAttribute<?>[] attributes(boolean posix, String permissions) {
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static void makeDirectory(Path directory, FileAttribute<?>[] attributes)
            throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        var parent = directory.getParent();
        if (parent != null) {
            makeDirectory(parent, attributes);
        }
        Files.createDirectory(directory, attributes);
        if (parent != null) {
            syncDirectory(parent);
        }
    }

    private static void syncDirectory(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, READ)) {
            channel.force(true);
        }
    }

    private record Channel(FileChannel channel) implements DiskFile {

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void read(ByteBuffer into, long position) throws IOException {
            long from = position;
            while (into.hasRemaining()) {
                int count = channel.read(into, from);
                if (count < 0) {
                    return;
                }
                from += count;
            }
        }

        @Override
        public void write(ByteBuffer from, long position) throws IOException {
            long to = position;
            while (from.hasRemaining()) {
                to += channel.write(from, to);
            }
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
