package io.staffetta.sql;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Set;

/// The file with the key of the [Vault]: 32 octets that only the server may read.
///
/// @param path absolute
record KeyFile(Path path) {

    private static final Logger log = LoggerFactory.getLogger(KeyFile.class);

    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final Set<PosixFilePermission> OTHERS =
            EnumSet.of(
                    PosixFilePermission.GROUP_READ,
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE);

    boolean exists() {
        return Files.exists(path);
    }

    /// Makes a file with a new key. Either all of it is there afterwards or nothing.
    ///
    /// @throws IOException with one line for the operator
    void create() throws IOException {
        var key = new byte[Vault.KEY_OCTETS];
        new SecureRandom().nextBytes(key);
        try {
            var draft = path.resolveSibling(path.getFileName() + ".new");
            Files.deleteIfExists(draft);
            try (var channel =
                    FileChannel.open(
                            draft,
                            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            ownerOnly())) {
                channel.write(ByteBuffer.wrap(key));
                channel.force(true);
            }
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
            log.atInfo().addKeyValue("file", path).log("key file made: keep a copy of it");
        } catch (NoSuchFileException e) {
            throw new IOException(
                    "cannot make the key file %s: there is no folder %s"
                            .formatted(path, path.getParent()),
                    e);
        } catch (IOException e) {
            throw new IOException(
                    "cannot make the key file %s: %s".formatted(path, DatabaseFault.line(e)), e);
        }
    }

    /// @throws IOException with one line for the operator
    Vault read() throws IOException {
        try {
            var key = Files.readAllBytes(path);
            if (key.length != Vault.KEY_OCTETS) {
                throw new IOException(
                        "key file %s must hold exactly %d octets, and has %d"
                                .formatted(path, Vault.KEY_OCTETS, key.length));
            }
            warnIfOpen();
            return new Vault(key);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no key file " + path, e);
        }
    }

    private void warnIfOpen() throws IOException {
        if (isPosix() && Files.getPosixFilePermissions(path).stream().anyMatch(OTHERS::contains)) {
            log.atWarn()
                    .addKeyValue("file", path)
                    .log("the key file can be read by others: give it the mode 0600");
        }
    }

    private FileAttribute<?>[] ownerOnly() {
        return isPosix()
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }

    private boolean isPosix() {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
