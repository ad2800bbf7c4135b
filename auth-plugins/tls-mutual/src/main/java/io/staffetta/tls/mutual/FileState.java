package io.staffetta.tls.mutual;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/// What a file looks like from outside, symbolic links followed. It differs once the file was
/// changed or replaced.
///
/// @param size -1 if the file cannot be looked at
record FileState(Path file, long size, FileTime modified, @Nullable Object key) {

    static FileState of(Path file) {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new FileState(
                    file, attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
        } catch (IOException e) {
            return new FileState(file, -1, FileTime.fromMillis(0), null);
        }
    }
}
