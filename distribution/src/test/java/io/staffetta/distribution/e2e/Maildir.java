package io.staffetta.distribution.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A mailbox as a mail reader sees it.
record Maildir(Path folder) {

    static Maildir of(ServerProcess server, String localPart, String domain) {
        return new Maildir(server.data().resolve("mail").resolve(domain).resolve(localPart));
    }

    /// The messages in `new`, oldest first.
    List<String> messages() {
        var fresh = folder.resolve("new");
        if (!Files.isDirectory(fresh)) {
            return List.of();
        }
        try (var files = Files.list(fresh)) {
            return files.sorted().map(Maildir::read).toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits until there are at least so many messages.
    List<String> await(int count) {
        return await(count, _ -> true);
    }

    /// Waits until there are at least so many messages of a kind; returns those.
    List<String> await(int count, Predicate<String> wanted) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        try {
            Files.createDirectories(folder.resolve("new"));
            try (var watch = folder.getFileSystem().newWatchService()) {
                folder.resolve("new").register(watch, StandardWatchEventKinds.ENTRY_CREATE);
                while (true) {
                    var messages = messages().stream().filter(wanted).toList();
                    if (messages.size() >= count) {
                        return messages;
                    }
                    if (System.nanoTime() > deadline) {
                        throw new AssertionError(
                                "waited for " + count + " messages, have " + messages.size());
                    }
                    var key = watch.poll(1, TimeUnit.SECONDS);
                    if (key != null) {
                        key.pollEvents();
                        key.reset();
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException | ClosedWatchServiceException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Waits for a message with this text in it.
    String awaitContaining(String text) {
        int count = 1;
        while (true) {
            var messages = await(count);
            var found = messages.stream().filter(message -> message.contains(text)).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            count = messages.size() + 1;
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
