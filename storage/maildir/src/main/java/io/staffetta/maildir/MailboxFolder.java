package io.staffetta.maildir;

import io.staffetta.spi.mail.Mailbox;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// One mailbox: `<directory>/<domain>/<local-part>/{tmp,new,cur}`, names encoded by [FolderName],
/// the local part in lower case.
///
/// @param domain the folder of its domain
/// @param home the folder of the mailbox itself
record MailboxFolder(Path domain, Path home) {

    /// From the Maildir convention: who left a file in `tmp` for this long is not coming back.
    private static final Duration STALE = Duration.ofHours(36);

    /// Writes a message.
    @FunctionalInterface
    interface Writing {
        void to(OutputStream out) throws IOException;
    }

    static MailboxFolder of(Path root, Mailbox mailbox) {
        var folded = mailbox.folded();
        var domain = root.resolve(FolderName.of(folded.domain().name()));
        return new MailboxFolder(domain, domain.resolve(FolderName.of(folded.localPart())));
    }

    /// Makes the mailbox unless it is there; its folders are on stable storage afterwards.
    void create() throws IOException {
        for (var folder : List.of(domain, home, home("tmp"), home("cur"), home("new"))) {
            Durable.createFolder(folder);
        }
    }

    /// Removes what crashes left behind.
    void sweep(Instant now) throws IOException {
        try (var files = Files.newDirectoryStream(home("tmp"))) {
            for (var file : files) {
                if (isStale(file, now)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static boolean isStale(Path file, Instant now) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(STALE));
        } catch (NoSuchFileException e) {
            // Another delivery has just moved it into place.
            return false;
        }
    }

    /// Whether the file was delivered, and nobody did more with it than look at it.
    boolean has(String name) {
        return Files.exists(home("new").resolve(name))
                || Files.exists(home("cur").resolve(name + ":2,"))
                || Files.exists(home("cur").resolve(name + ":2,S"));
    }

    /// Puts a file into `new`: written and synced in `tmp`, moved, and the move synced.
    ///
    /// @param draft its name in `tmp`, which no other attempt uses
    /// @param entries syncs `new`
    void deliver(String name, String draft, Writing writing, SharedSync entries)
            throws IOException {
        var temporary = home("tmp").resolve(draft);
        try {
            var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            try (var channel = FileChannel.open(temporary, options, Durable.OWNER_FILE)) {
                writing.to(Channels.newOutputStream(channel));
                channel.force(true);
            }
            Files.move(temporary, home("new").resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException e) {
            discard(temporary, e);
            throw e;
        }
        entries.await();
    }

    /// Puts the entries of `new` on stable storage.
    void sync() throws IOException {
        Durable.syncFolder(home("new"));
    }

    private Path home(String folder) {
        return home.resolve(folder);
    }

    private static void discard(Path temporary, Exception cause) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
