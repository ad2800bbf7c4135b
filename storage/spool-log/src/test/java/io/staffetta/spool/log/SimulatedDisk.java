package io.staffetta.spool.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;

/// A file system in memory that knows what is on stable storage and what is not. When its power is
/// cut, writes that were not forced survive sector by sector as chance will have it, and so do
/// names that were not synced.
final class SimulatedDisk implements Disk {

    private static final int SECTOR = 512;
    private static final int BLOCK = 4096;

    /// The octets of a file, known by any number of names.
    private static final class Inode {
        byte[] octets = new byte[0];
        byte[] stable = new byte[0];
        final List<Write> pending = new ArrayList<>();

        void write(byte[] data, int position) {
            octets = grown(octets, position + data.length);
            System.arraycopy(data, 0, octets, position, data.length);
            pending.add(new Write(data, position));
        }
    }

    private record Write(byte[] data, int position) {}

    private record Rename(String directory, String from, String to, Inode inode) {}

    private final Map<String, Inode> names = new TreeMap<>();
    private final Map<String, Inode> stableNames = new TreeMap<>();
    private final List<Rename> pendingNames = new ArrayList<>();
    private long capacity = Long.MAX_VALUE / 2;
    private long operations;
    private long reads;
    private final List<Integer> writes = new ArrayList<>();
    private long cutAt = Long.MAX_VALUE;
    private boolean off;
    private Predicate<String> fault = _ -> false;

    /// Cuts the power after so many further operations.
    synchronized void cutAfter(long count) {
        cutAt = operations + count;
    }

    synchronized boolean isOff() {
        return off;
    }

    synchronized long operations() {
        return operations;
    }

    /// How often something was read.
    synchronized long reads() {
        return reads;
    }

    /// The sizes of all writes.
    synchronized List<Integer> writes() {
        return List.copyOf(writes);
    }

    /// Octets the disk has room for.
    synchronized void capacity(long octets) {
        capacity = octets;
    }

    /// Lets those operations fail whose description matches, such as `force segments/…`.
    synchronized void failing(Predicate<String> which) {
        fault = which;
    }

    /// What is found when the power is back.
    synchronized SimulatedDisk afterPowerCut(Random chance) {
        var disk = new SimulatedDisk();
        var kept = new TreeMap<>(stableNames);
        for (var rename : pendingNames) {
            if (chance.nextBoolean()) {
                kept.remove(rename.from());
                if (!rename.to().isEmpty()) {
                    kept.put(rename.to(), rename.inode());
                }
            }
        }
        kept.forEach((name, inode) -> disk.restore(name, survivor(inode, chance)));
        return disk;
    }

    /// What is found after the process was killed: everything written.
    synchronized SimulatedDisk afterKill() {
        var disk = new SimulatedDisk();
        names.forEach((name, inode) -> disk.restore(name, inode.octets.clone()));
        return disk;
    }

    /// Changes octets, as bad hardware does.
    synchronized void damage(String name, int position, int length) {
        var octets = names.get(name).octets;
        for (int i = position; i < position + length; i++) {
            octets[i] ^= 0x55;
        }
    }

    /// A copy of the octets of a file.
    synchronized byte[] octets(String name) {
        return names.get(name).octets.clone();
    }

    /// Octets of all files.
    synchronized long used() {
        return names.values().stream().distinct().mapToLong(inode -> inode.octets.length).sum();
    }

    @Override
    public synchronized List<String> list(String directory) {
        return names.keySet().stream()
                .filter(name -> name.startsWith(directory + "/"))
                .map(name -> name.substring(directory.length() + 1))
                .toList();
    }

    @Override
    public synchronized DiskFile create(String path) throws IOException {
        step("create " + path);
        if (names.containsKey(path)) {
            throw new FileAlreadyExistsException(path);
        }
        var inode = new Inode();
        names.put(path, inode);
        pendingNames.add(new Rename(directory(path), "", path, inode));
        return new Handle(path, inode);
    }

    @Override
    public synchronized DiskFile open(String path) throws IOException {
        return read(path);
    }

    @Override
    public synchronized DiskFile read(String path) throws IOException {
        var inode = names.get(path);
        if (inode == null) {
            throw new NoSuchFileException(path);
        }
        return new Handle(path, inode);
    }

    @Override
    public synchronized void rename(String from, String to) throws IOException {
        step("rename " + from);
        var inode = names.remove(from);
        if (inode == null) {
            throw new NoSuchFileException(from);
        }
        names.put(to, inode);
        pendingNames.add(new Rename(directory(to), from, to, inode));
    }

    @Override
    public synchronized void delete(String path) throws IOException {
        step("delete " + path);
        var inode = names.remove(path);
        if (inode != null) {
            pendingNames.add(new Rename(directory(path), path, "", inode));
        }
    }

    @Override
    public synchronized void sync(String directory) throws IOException {
        step("sync " + directory);
        for (var rename : List.copyOf(pendingNames)) {
            if (rename.directory().equals(directory)) {
                stableNames.remove(rename.from());
                if (!rename.to().isEmpty()) {
                    stableNames.put(rename.to(), rename.inode());
                }
                pendingNames.remove(rename);
            }
        }
    }

    @Override
    public synchronized long free() {
        return capacity - used();
    }

    private void restore(String name, byte[] octets) {
        var inode = new Inode();
        inode.octets = octets;
        inode.stable = octets.clone();
        names.put(name, inode);
        stableNames.put(name, inode);
    }

    private void step(String operation) throws IOException {
        if (off || operations++ >= cutAt) {
            off = true;
            throw new IOException("the power is off");
        }
        if (fault.test(operation)) {
            throw new IOException("Input/output error");
        }
    }

    private static byte[] survivor(Inode inode, Random chance) {
        var octets = inode.stable.clone();
        boolean shorn = chance.nextInt(4) == 0;
        for (var write : inode.pending) {
            int from = write.position();
            int end = write.position() + write.data().length;
            int luck = chance.nextInt(4);
            while (from < end) {
                int to = Math.min(end, (from / SECTOR + 1) * SECTOR);
                if (luck == 0 || (luck < 3 && chance.nextBoolean())) {
                    octets = grown(octets, to);
                    System.arraycopy(
                            write.data(), from - write.position(), octets, from, to - from);
                }
                from = to;
            }
            if (shorn) {
                loseBlock(octets, write.position() / BLOCK * BLOCK);
            }
        }
        return octets;
    }

    // Some devices lose the whole block that they were writing.
    private static void loseBlock(byte[] octets, int block) {
        if (block < octets.length) {
            Arrays.fill(octets, block, Math.min(octets.length, block + BLOCK), (byte) 0xFF);
        }
    }

    private static byte[] grown(byte[] octets, int size) {
        return size > octets.length ? Arrays.copyOf(octets, size) : octets;
    }

    private static String directory(String path) {
        return path.substring(0, path.indexOf('/'));
    }

    private final class Handle implements DiskFile {

        private final String path;
        private final Inode inode;

        Handle(String path, Inode inode) {
            this.path = path;
            this.inode = inode;
        }

        @Override
        public long size() {
            synchronized (SimulatedDisk.this) {
                return inode.octets.length;
            }
        }

        @Override
        public void read(ByteBuffer into, long position) {
            synchronized (SimulatedDisk.this) {
                reads++;
                int available = Math.max(0, inode.octets.length - (int) position);
                into.put(inode.octets, (int) position, Math.min(into.remaining(), available));
            }
        }

        @Override
        public void write(ByteBuffer from, long position) throws IOException {
            synchronized (SimulatedDisk.this) {
                var data = new byte[from.remaining()];
                from.get(data);
                writes.add(data.length);
                boolean wasOff = off;
                try {
                    step("write " + path);
                } catch (IOException e) {
                    // The first part of it may have been written.
                    int part = wasOff ? 0 : data.length / 2 / SECTOR * SECTOR;
                    inode.write(Arrays.copyOf(data, part), (int) position);
                    throw e;
                }
                long grows = Math.max(0, position + data.length - inode.octets.length);
                if (grows > 0 && used() + grows > capacity) {
                    throw new IOException("No space left on device");
                }
                inode.write(data, (int) position);
            }
        }

        @Override
        public void force() throws IOException {
            synchronized (SimulatedDisk.this) {
                step("force " + path);
                inode.stable = inode.octets.clone();
                inode.pending.clear();
            }
        }

        @Override
        public void close() {
            // Nothing to release.
        }
    }
}
