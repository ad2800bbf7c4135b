package io.staffetta.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Keeps H2 from writing to a full disk: it would lose the database until the next start, or never
/// return (2.4.240 spins in `MVStore.registerVersionUsage`).
///
/// @param folder where the database lies; empty if that is not known
/// @param least octets that must be free
record FreeSpace(Optional<Path> folder, long least) {

    private static final long TO_OPEN = 4L << 20;

    /// What a change needs.
    ///
    /// @throws UncheckedIOException if there is less
    void requireForChange() {
        folder.ifPresent(place -> require(place, least));
    }

    /// What opening needs: less, so that a server with a full disk can start and deliver its mail.
    ///
    /// @throws IOException if there is less
    void requireToOpen() throws IOException {
        try {
            folder.filter(Files::exists)
                    .ifPresent(place -> require(place, Math.min(TO_OPEN, least)));
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static void require(Path place, long needed) {
        try {
            long free = Files.getFileStore(place).getUsableSpace();
            if (free < needed) {
                throw DatabaseFault.unavailable(
                        "too little space for the database in %s: %d MiB free, %d MiB needed"
                                .formatted(place, free >> 20, needed >> 20));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot see how much space " + place + " has", e);
        }
    }
}
