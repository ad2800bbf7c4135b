package io.staffetta.sql;

import io.staffetta.spi.host.Server;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// Where the database is.
final class DatabaseUrl {

    private static final String FILE_URL = "jdbc:h2:file:";
    private static final String FOLDER = "db";
    private static final String ACCOUNTS = "staffetta";

    private DatabaseUrl() {}

    /// That of the accounts.
    ///
    /// @throws IOException with one line for the operator
    static String of(SqlSettings settings, Server server) throws IOException {
        return of(settings.url(), ACCOUNTS, server);
    }

    /// The configured URL, or if that is empty, that of a file in the data folder, whose folder is
    /// made.
    ///
    /// @throws IOException with one line for the operator
    static String of(String url, String file, Server server) throws IOException {
        if (!url.isEmpty()) {
            return url;
        }
        var folder = server.data().toAbsolutePath().normalize().resolve(FOLDER);
        if (folder.toString().indexOf(';') >= 0) {
            throw new IOException(
                    "data folder %s has a ';' in its name, which a database URL cannot have"
                            .formatted(server.data()));
        }
        create(folder);
        return FILE_URL + folder.resolve(file);
    }

    /// The folder of a database that is a file of its own; empty if it is not.
    static Optional<Path> folder(String url) {
        return url.startsWith(FILE_URL)
                ? Optional.ofNullable(
                        Path.of(url.substring(FILE_URL.length()).replaceFirst(";.*", ""))
                                .toAbsolutePath()
                                .getParent())
                : Optional.empty();
    }

    // Password hashes lie in it: nobody else may look.
    private static void create(Path folder) throws IOException {
        try {
            if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createDirectory(
                        folder,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectory(folder);
            }
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw new IOException(folder + " is in the way of the database folder", e);
            }
        } catch (IOException e) {
            throw new IOException(
                    "cannot make the database folder %s: check the permissions of %s"
                            .formatted(folder, folder.getParent()),
                    e);
        }
    }
}
