package io.staffetta.spool.log;

import io.staffetta.spi.mail.Content;
import io.staffetta.spi.spool.Draft;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;

/// A draft that starts in memory and moves to a file when it grows. One thread.
final class LogDraft implements Draft {

    private static final int FIRST = 8 * 1024;

    private final LargeFiles files;
    private final DraftMemory memory;
    private final int threshold;
    private byte[] buffer = new byte[0];
    private int buffered;
    private long size;
    private LargeFiles.@Nullable Sink sink;
    private @Nullable IOException failure;
    private boolean closed;

    /// @param threshold octets beyond which it goes to a file
    LogDraft(LargeFiles files, DraftMemory memory, int threshold) {
        this.files = files;
        this.memory = memory;
        this.threshold = threshold;
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
        if (closed) {
            throw new IllegalStateException("the draft was stored or closed");
        }
        size += length;
        if (failure != null) {
            return;
        }
        try {
            if (sink == null && fits(length)) {
                System.arraycopy(octets, offset, buffer, buffered, length);
                buffered += length;
            } else {
                file().write(octets, offset, length);
            }
        } catch (IOException e) {
            failure = Space.explain(e);
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Content content() {
        try {
            check();
            return sink == null ? inMemory() : inFile(sink);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Fails if an octet was lost or the draft was used up.
    void check() throws IOException {
        if (closed) {
            throw new IllegalStateException("the draft was stored or closed");
        }
        if (failure != null) {
            throw failure;
        }
    }

    boolean isInMemory() {
        return sink == null;
    }

    /// The octets from one on, with others in front; only in memory.
    byte[] octets(byte[] head, int skip) {
        var all = Arrays.copyOf(head, head.length + buffered - skip);
        System.arraycopy(buffer, skip, all, head.length, buffered - skip);
        return all;
    }

    /// Makes the content a file, whatever its size, and puts it on stable storage. From now on the
    /// draft no longer owns the file.
    MessagePayload.LargeContent finish(long skip) throws IOException {
        var content = file().finish(skip);
        sink = null;
        return content;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            release();
            Optional.ofNullable(sink).ifPresent(LargeFiles.Sink::discard);
        }
    }

    private boolean fits(int length) {
        long needed = buffered + (long) length;
        if (needed > threshold) {
            return false;
        }
        if (needed > buffer.length) {
            int target =
                    (int)
                            Math.min(
                                    threshold,
                                    Math.max(needed, Math.max(FIRST, buffer.length * 2L)));
            if (!memory.take(target - buffer.length)) {
                return false;
            }
            buffer = Arrays.copyOf(buffer, target);
        }
        return true;
    }

    private LargeFiles.Sink file() throws IOException {
        var present = sink;
        if (present != null) {
            return present;
        }
        var created = files.create();
        sink = created;
        created.write(buffer, 0, buffered);
        release();
        return created;
    }

    private void release() {
        memory.giveBack(buffer.length);
        buffer = new byte[0];
        buffered = 0;
    }

    private Content inMemory() {
        var octets = buffer;
        int length = buffered;
        return new Content() {
            @Override
            public long size() {
                return length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(octets, 0, length);
            }
        };
    }

    private Content inFile(LargeFiles.Sink file) throws IOException {
        file.flush();
        var content = file.content(0);
        return new Content() {
            @Override
            public long size() {
                return content.length();
            }

            @Override
            public InputStream open() throws IOException {
                return files.open(content);
            }
        };
    }
}
