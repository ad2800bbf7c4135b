package io.staffetta.benchmarks.measure;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/// What the disk gives just now.
public final class FsyncProbe {

    private static final int FILES = 60;
    private static final int SIZE = 4096;

    private FsyncProbe() {}

    /// Median time to create, write and sync a file of 4 KiB, in milliseconds.
    public static double millis(Path folder) throws IOException {
        long[] nanos = new long[FILES];
        var file = folder.resolve("fsync-probe");
        for (int i = 0; i < FILES; i++) {
            long start = System.nanoTime();
            try (var channel =
                    FileChannel.open(
                            file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.allocate(SIZE));
                channel.force(true);
            }
            nanos[i] = System.nanoTime() - start;
            Files.delete(file);
        }
        Arrays.sort(nanos);
        return nanos[FILES / 2] / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }
}
