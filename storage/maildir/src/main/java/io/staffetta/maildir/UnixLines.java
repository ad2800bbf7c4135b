package io.staffetta.maildir;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// Takes the CR out of each CRLF. To be written to in large pieces.
final class UnixLines extends FilterOutputStream {

    private boolean heldCr;

    UnixLines(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        var kept = new byte[length + 1];
        int size = 0;
        for (int i = offset; i < offset + length; i++) {
            if (heldCr && octets[i] != '\n') {
                kept[size++] = '\r';
            }
            heldCr = octets[i] == '\r';
            if (!heldCr) {
                kept[size++] = octets[i];
            }
        }
        out.write(kept, 0, size);
    }

    /// Nothing follows: a CR at the end of the message stands alone.
    @Override
    public void flush() throws IOException {
        if (heldCr) {
            heldCr = false;
            out.write('\r');
        }
        out.flush();
    }
}
