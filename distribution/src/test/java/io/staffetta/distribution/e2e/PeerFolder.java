package io.staffetta.distribution.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;

/// A temporary folder of a peer. Unlike JUnit's it may be entered by the users that a mail server
/// changes to.
record PeerFolder(Path path) implements AutoCloseable {

    static PeerFolder create(String name) {
        try {
            return new PeerFolder(open(Files.createTempDirectory(name), "rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A folder in it that everybody may write to.
    Path shared(String name) {
        try {
            return open(Files.createDirectories(path.resolve(name)), "rwxrwxrwx");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A Maildir in it that everybody may write to.
    void mailbox(String name) {
        shared(name);
        for (var part : new String[] {"cur", "new", "tmp"}) {
            shared(name + "/" + part);
        }
    }

    /// A folder in it that belongs to a user of the system.
    Path owned(String name, String user) {
        try {
            var folder = Files.createDirectories(path.resolve(name));
            var users = folder.getFileSystem().getUserPrincipalLookupService();
            return Files.setOwner(folder, users.lookupPrincipalByName(user));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Writes a file, and the folders it lies in.
    Path write(String name, String content) {
        try {
            var file = path.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, content, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    /// What a file holds; empty if there is none.
    String read(String name) {
        try {
            var file = path.resolve(name);
            return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try (var paths = Files.walk(path)) {
            for (var each : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException | UncheckedIOException e) {
            // A process of the peer may still tidy up; the system empties its temporary folder.
            System.getLogger("peers").log(System.Logger.Level.DEBUG, "left behind: " + path, e);
        }
    }

    private static Path open(Path folder, String permissions) throws IOException {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
        }
        return folder;
    }
}
