package io.staffetta.spool.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// A disk that counts what is asked of it.
///
/// @param disk does it
/// @param reads reads of a file
/// @param written octets written
/// @param forces files put on stable storage
record CountingDisk(Disk disk, AtomicLong reads, AtomicLong written, AtomicLong forces)
        implements Disk {

    CountingDisk(Disk disk) {
        this(disk, new AtomicLong(), new AtomicLong(), new AtomicLong());
    }

    @Override
    public List<String> list(String directory) throws IOException {
        return disk.list(directory);
    }

    @Override
    public DiskFile create(String path) throws IOException {
        return new Counted(disk.create(path));
    }

    @Override
    public DiskFile open(String path) throws IOException {
        return new Counted(disk.open(path));
    }

    @Override
    public DiskFile read(String path) throws IOException {
        return new Counted(disk.read(path));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        disk.rename(from, to);
    }

    @Override
    public void delete(String path) throws IOException {
        disk.delete(path);
    }

    @Override
    public void sync(String directory) throws IOException {
        disk.sync(directory);
    }

    @Override
    public long free() throws IOException {
        return disk.free();
    }

    private final class Counted implements DiskFile {

        private final DiskFile file;

        Counted(DiskFile file) {
            this.file = file;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void read(ByteBuffer into, long position) throws IOException {
            reads.incrementAndGet();
            file.read(into, position);
        }

        @Override
        public void write(ByteBuffer from, long position) throws IOException {
            written.addAndGet(from.remaining());
            file.write(from, position);
        }

        @Override
        public void force() throws IOException {
            forces.incrementAndGet();
            file.force();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
