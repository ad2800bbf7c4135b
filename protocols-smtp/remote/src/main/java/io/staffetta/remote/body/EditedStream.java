package io.staffetta.remote.body;

import org.jspecify.annotations.Nullable;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/// Reads content and makes changes to it on the way.
final class EditedStream extends InputStream {

    private final InputStream in;
    private final Iterator<Edit> edits;
    private final byte[] block = new byte[1 << 13];
    private final Octets ready = new Octets();
    private long position;
    private @Nullable Edit edit;
    private @Nullable BodyEncoder encoder;

    EditedStream(InputStream in, List<Edit> edits) {
        this.in = in;
        this.edits = edits.iterator();
        advance();
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        while (ready.isEmpty()) {
            var due = edit;
            if (due == null) {
                return in.read(target, offset, length);
            }
            if (position < due.from()) {
                return take(target, offset, (int) Math.min(length, due.from() - position));
            }
            make(due);
        }
        return ready.drain(target, offset, length);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /// Reads to the end; the number of octets.
    long count() throws IOException {
        var octets = new byte[1 << 14];
        long count = 0;
        for (int n = read(octets); n >= 0; n = read(octets)) {
            count += n;
        }
        return count;
    }

    private void make(Edit due) throws IOException {
        switch (due) {
            case Edit.Replace replace -> {
                in.skipNBytes(replace.to() - position);
                position = replace.to();
                ready.add(replace.octets());
                advance();
            }
            case Edit.Encode encode -> {
                var running = encoder == null ? encode.encoding().encoder() : encoder;
                encoder = running;
                if (position < encode.to()) {
                    int rest = (int) Math.min(block.length, encode.to() - position);
                    running.encode(block, take(block, 0, rest), ready);
                } else {
                    running.finish(encode.last(), ready);
                    advance();
                }
            }
        }
    }

    private void advance() {
        edit = edits.hasNext() ? edits.next() : null;
        encoder = null;
    }

    private int take(byte[] target, int offset, int length) throws IOException {
        int count = in.read(target, offset, length);
        if (count < 0) {
            throw new EOFException("content has become shorter");
        }
        position += count;
        return count;
    }
}
