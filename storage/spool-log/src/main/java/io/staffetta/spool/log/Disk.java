package io.staffetta.spool.log;

import java.io.IOException;
import java.util.List;

/// The operations the spool needs of a file system, so that tests can cut its power. Paths are
/// `directory/name`; the directories exist.
interface Disk {

    /// Directory of the segments.
    String SEGMENTS = "segments";

    /// Directory of large contents.
    String LARGE = "large";

    /// Directory of what was set aside.
    String DAMAGED = "damaged";

    /// Names of the files in a directory.
    List<String> list(String directory) throws IOException;

    /// Makes a new, empty file for writing and reading.
    DiskFile create(String path) throws IOException;

    /// Opens a file for writing and reading.
    DiskFile open(String path) throws IOException;

    /// Opens a file for reading. An interrupt of the reading thread may close this handle, and no
    /// other.
    DiskFile read(String path) throws IOException;

    void rename(String from, String to) throws IOException;

    void delete(String path) throws IOException;

    /// Puts the names in a directory on stable storage.
    void sync(String directory) throws IOException;

    /// Octets that can still be used.
    long free() throws IOException;
}
