package io.staffetta.acme;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// Only one server orders certificates for a folder.
///
/// @param channel holds the lock until it is closed
record FolderLock(FileChannel channel) implements AutoCloseable {

    /// @param folder made if it is not there
    /// @return nothing if another server has it
    static Optional<FolderLock> of(Path folder) throws IOException {
        OwnerFile.folder(folder);
        var channel =
                FileChannel.open(
                        folder.resolve(".acme.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return Optional.of(new FolderLock(channel));
            }
        } catch (OverlappingFileLockException e) {
            // This very process has it.
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
