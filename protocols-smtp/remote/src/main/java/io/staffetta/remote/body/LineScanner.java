package io.staffetta.remote.body;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// Goes through content line by line. Only CRLF ends a line. Lines may have any length: what does
/// not fit into a line of mail is counted, not kept.
final class LineScanner {

    /// RFC 5321 §4.5.3.1.6, without CRLF.
    static final int LINE = 998;

    private final InputStream in;
    private final byte[] block = new byte[1 << 14];
    private int position;
    private int limit;
    private long offset;

    private final byte[] kept = new byte[LINE];
    private long start;
    private long length;
    private boolean eightBit;
    private boolean odd;

    LineScanner(InputStream in) {
        this.in = in;
    }

    /// Goes to the next line; false at the end of the content.
    boolean next() throws IOException {
        start = offset;
        length = 0;
        eightBit = false;
        odd = false;
        int octet = read();
        if (octet < 0) {
            return false;
        }
        while (octet >= 0) {
            if (octet == '\r') {
                octet = read();
                if (octet == '\n') {
                    return true;
                }
                odd = true;
                keep('\r');
            } else {
                odd |= octet == '\n' || octet == 0;
                eightBit |= octet > 127;
                keep(octet);
                octet = read();
            }
        }
        return true;
    }

    /// Where the line begins.
    long start() {
        return start;
    }

    /// Where the next line begins.
    long end() {
        return offset;
    }

    boolean isEmpty() {
        return length == 0;
    }

    boolean isEightBit() {
        return eightBit;
    }

    /// Whether it is no line of mail for another reason: too long, NUL, CR or LF alone.
    boolean isOdd() {
        return odd || isLong();
    }

    boolean isLong() {
        return length > LINE;
    }

    boolean isMarked() {
        return length > 1 && kept[0] == '-' && kept[1] == '-';
    }

    /// The line without CRLF, at most [#LINE] octets of it.
    String text() {
        return new String(kept, 0, (int) Math.min(length, LINE), StandardCharsets.ISO_8859_1);
    }

    private void keep(int octet) {
        if (length < LINE) {
            kept[(int) length] = (byte) octet;
        }
        length++;
    }

    private int read() throws IOException {
        if (position == limit) {
            position = 0;
            limit = Math.max(0, in.read(block));
            if (limit == 0) {
                return -1;
            }
        }
        offset++;
        return block[position++] & 0xff;
    }
}
