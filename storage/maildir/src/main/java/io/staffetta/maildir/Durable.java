package io.staffetta.maildir;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// File operations that a power cut does not take back.
final class Durable {

    static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE = permissions("rw-------");

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_FOLDER =
            permissions("rwx------");

    private Durable() {}

    /// Makes a folder unless it exists. Its entry is on stable storage when this returns, whoever
    /// made it.
    static void createFolder(Path folder) throws IOException {
        try {
            Files.createDirectory(folder, OWNER_FOLDER);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
        var parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            syncFolder(parent);
        }
    }

    /// Puts the entries of a folder on stable storage.
    static void syncFolder(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> permissions(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }
}
