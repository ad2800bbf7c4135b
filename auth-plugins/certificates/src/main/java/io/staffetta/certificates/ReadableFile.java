package io.staffetta.certificates;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Reads small files with errors an operator can use.
final class ReadableFile {

    private static final long MAX_SIZE = 1 << 20;

    private ReadableFile() {}

    static byte[] octets(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var octets = in.readNBytes((int) MAX_SIZE + 1);
            if (octets.length > MAX_SIZE) {
                throw new IOException(file + ": too large for a key or certificate file");
            }
            return octets;
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": no such file", e);
        } catch (AccessDeniedException e) {
            throw new IOException(file + ": no permission to read it", e);
        } catch (IOException e) {
            var message = String.valueOf(e.getMessage());
            throw message.startsWith(file.toString())
                    ? e
                    : new IOException(file + ": " + message, e);
        }
    }
}
