package io.staffetta.kernel.admin;

import io.staffetta.spi.Secret;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;

/// Where a running server can be reached: `run/admin.json` in its data directory, readable by its
/// own user only.
///
/// @param host a loopback address
/// @param port the port
/// @param token proves that the caller may read the file
/// @param pid process id of the server
record AdminFile(String host, int port, Secret token, long pid) {

    private static final String NAME = "admin.json";

    static Path path(Path data) {
        return data.resolve("run").resolve(NAME);
    }

    /// @return empty if there is none
    /// @throws IOException if it cannot be read
    static Optional<AdminFile> read(Path data) throws IOException {
        byte[] json;
        try {
            json = Files.readAllBytes(path(data));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        var values = new Arguments(Json.object(json));
        return Optional.of(
                new AdminFile(
                        values.text("host"),
                        values.number("port"),
                        values.secret("token"),
                        Long.parseLong(values.text("pid"))));
    }

    /// Written beside and moved into place: nobody ever reads half of it, and at no moment does it
    /// have other permissions.
    void write(Path data) throws IOException {
        var path = path(data);
        var folder = path.resolveSibling("");
        makeFolder(folder);
        var owner =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var draft = Files.createTempFile(folder, NAME, ".new", owner);
        try {
            Files.write(
                    draft,
                    Json.write(
                            Map.of(
                                    "host",
                                    host,
                                    "port",
                                    port,
                                    "token",
                                    token.reveal(),
                                    "pid",
                                    Long.toString(pid))));
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /// Removes it unless another server has written its own.
    void remove(Path data) throws IOException {
        if (read(data).filter(this::equals).isPresent()) {
            Files.deleteIfExists(path(data));
        }
    }

    private static void makeFolder(Path folder) throws IOException {
        try {
            Files.createDirectory(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }
}
