package io.staffetta.spool.log;

import io.staffetta.spool.log.MessagePayload.LargeContent;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.zip.CRC32C;

/// Large contents, each in a file of its own. A file that no live message names is an orphan.
final class LargeFiles {

    private static final Logger log = LoggerFactory.getLogger(LargeFiles.class);

    private final Disk disk;
    private final Space space;
    private final LongSupplier keys;

    /// @param keys gives a new number each time
    LargeFiles(Disk disk, Space space, LongSupplier keys) {
        this.disk = disk;
        this.space = space;
        this.keys = keys;
    }

    /// Begins a new file.
    Sink create() throws IOException {
        space.require(0);
        long key = keys.getAsLong();
        return new Sink(key, disk.create(path(key)));
    }

    /// Whether the file is there in full length.
    boolean isComplete(long key, long length) {
        try (var file = disk.read(path(key))) {
            return file.size() == length;
        } catch (IOException _) {
            return false;
        }
    }

    /// Opens the part of a file that belongs to the message.
    InputStream open(LargeContent content) throws IOException {
        return LargeStream.open(disk.read(path(content.key())), content);
    }

    /// Deletes a file; a failure leaves an orphan for the next start.
    void delete(long key) {
        try {
            disk.delete(path(key));
        } catch (IOException e) {
            log.atWarn()
                    .addKeyValue("file", path(key))
                    .addKeyValue("cause", String.valueOf(e))
                    .log("spool: cannot delete it");
        }
    }

    /// Deletes every file that is not live.
    void deleteOrphans(Set<Long> live) throws IOException {
        for (var name : disk.list(Disk.LARGE)) {
            if (name.matches("[0-9a-f]{16}") && !live.contains(Segment.numberOf(name))) {
                delete(Segment.numberOf(name));
            }
        }
    }

    private static String path(long key) {
        return Disk.LARGE + "/" + Segment.digits(key);
    }

    /// Writes one file.
    final class Sink {

        private static final int BUFFER = 64 * 1024;

        private final long key;
        private final DiskFile file;
        private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        private final CRC32C checksum = new CRC32C();
        private long written;

        private Sink(long key, DiskFile file) {
            this.key = key;
            this.file = file;
        }

        void write(byte[] octets, int offset, int length) throws IOException {
            checksum.update(octets, offset, length);
            int done = 0;
            while (done < length) {
                if (!buffer.hasRemaining()) {
                    flush();
                }
                int count = Math.min(buffer.remaining(), length - done);
                buffer.put(octets, offset + done, count);
                done += count;
            }
        }

        /// Hands everything to the operating system.
        void flush() throws IOException {
            buffer.flip();
            space.require(buffer.remaining());
            space.taken(buffer.remaining());
            int count = buffer.remaining();
            file.write(buffer, written);
            written += count;
            buffer.clear();
        }

        /// What was written so far, from its start; after [#flush].
        LargeContent content(long skip) {
            return new LargeContent(key, written, skip, (int) checksum.getValue());
        }

        /// Puts file and name on stable storage and closes it.
        LargeContent finish(long skip) throws IOException {
            flush();
            file.force();
            file.close();
            disk.sync(Disk.LARGE);
            return content(skip);
        }

        /// Closes and deletes it.
        void discard() {
            try {
                file.close();
            } catch (IOException e) {
                log.atWarn()
                        .addKeyValue("file", path(key))
                        .addKeyValue("cause", String.valueOf(e))
                        .log("spool: cannot close it");
            }
            delete(key);
        }
    }
}
