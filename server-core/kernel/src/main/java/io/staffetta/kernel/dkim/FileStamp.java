package io.staffetta.kernel.dkim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What changes when a file is replaced or written to.
///
/// @param file its identity in the file system, as text
/// @param size in octets
/// @param modified when
record FileStamp(String file, long size, FileTime modified) {

    /// Empty if there is none that can be looked at.
    static Optional<FileStamp> of(Path path) {
        try {
            var attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return Optional.of(
                    new FileStamp(
                            String.valueOf(attributes.fileKey()),
                            attributes.size(),
                            attributes.lastModifiedTime()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static Map<Path, Optional<FileStamp>> of(Collection<Path> paths) {
        var stamps = new HashMap<Path, Optional<FileStamp>>();
        paths.forEach(path -> stamps.put(path, of(path)));
        return stamps;
    }
}
