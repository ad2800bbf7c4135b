package io.staffetta.spool.log;

import io.staffetta.spool.log.MessagePayload.LargeContent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// Reads a large file and checks it: whoever reads to the end gets what was written, or an
/// exception.
final class LargeStream extends InputStream {

    private static final int BUFFER = 64 * 1024;

    private final DiskFile file;
    private final LargeContent content;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
    private final CRC32C checksum = new CRC32C();
    private long loaded;

    private LargeStream(DiskFile file, LargeContent content) {
        this.file = file;
        this.content = content;
    }

    static LargeStream open(DiskFile file, LargeContent content) throws IOException {
        var stream = new LargeStream(file, content);
        try {
            stream.skipNBytes(content.skip());
        } catch (IOException e) {
            stream.close();
            throw e;
        }
        return stream;
    }

    @Override
    public int read() throws IOException {
        return fill() ? buffer.get() & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, buffer.remaining());
        buffer.get(into, offset, count);
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        long left = count;
        while (left > 0 && fill()) {
            int step = (int) Math.min(left, buffer.remaining());
            buffer.position(buffer.position() + step);
            left -= step;
        }
        return count - left;
    }

    @Override
    public int available() {
        return buffer.remaining();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private boolean fill() throws IOException {
        if (buffer.hasRemaining()) {
            return true;
        }
        if (loaded == content.length()) {
            return false;
        }
        int wanted = (int) Math.min(BUFFER, content.length() - loaded);
        file.read(buffer.clear().limit(wanted), loaded);
        if (buffer.position() < wanted) {
            throw new DamagedRecordException("a large file ends early");
        }
        loaded += wanted;
        checksum.update(buffer.flip());
        if (loaded == content.length() && (int) checksum.getValue() != content.checksum()) {
            throw new DamagedRecordException("a large file does not match its checksum");
        }
        buffer.rewind();
        return true;
    }
}
