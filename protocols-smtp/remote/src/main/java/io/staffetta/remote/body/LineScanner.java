package io.staffetta.remote.body;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/// Goes through content line by line. Only CRLF ends a line. Lines may have any length: what does
/// not fit into a line of mail is counted, not kept.
final class LineScanner {

    /// RFC 5321 §4.5.3.1.6, without CRLF.
    static final int LINE = 998;

    /// Characters that are enough to know a delimiter: `--`, and a boundary.
    private static final int DELIMITER = 2 + MediaType.BOUNDARY_LENGTH;

    private final InputStream in;
    private final Predicate<String> delimiter;
    private final byte[] block = new byte[1 << 14];
    private int position;
    private int limit;
    private long offset;

    private final byte[] kept = new byte[LINE];
    private long start;
    private long length;
    private boolean eightBit;
    private boolean odd;

    /// What follows a CR or LF alone, as long as it may be a delimiter.
    private final byte[] piece = new byte[DELIMITER];

    /// -1 if nothing is looked at.
    private int pieceLength = -1;

    private boolean disputed;

    /// @param delimiter whether text begins like the delimiter of a multipart that is open
    LineScanner(InputStream in, Predicate<String> delimiter) {
        this.in = in;
        this.delimiter = delimiter;
    }

    /// Goes to the next line; false at the end of the content.
    boolean next() throws IOException {
        start = offset;
        length = 0;
        eightBit = false;
        odd = false;
        disputed = false;
        int octet = read();
        if (octet < 0) {
            return false;
        }
        while (octet >= 0) {
            if (octet == '\r') {
                octet = read();
                if (octet == '\n') {
                    endPiece();
                    return true;
                }
                keep('\r');
            } else {
                eightBit |= octet > 127;
                keep(octet);
                octet = read();
            }
        }
        endPiece();
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

    /// Whether a delimiter stands in it for those who take CR or LF alone for the end of a line.
    boolean isDisputed() {
        return disputed;
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
        if (octet == '\r' || octet == '\n') {
            odd = true;
            endPiece();
            pieceLength = 0;
        } else {
            odd |= octet == 0;
            look(octet);
        }
    }

    private void look(int octet) {
        if (pieceLength < 0) {
            return;
        }
        if (pieceLength < 2 && octet != '-') {
            pieceLength = -1;
            return;
        }
        piece[pieceLength++] = (byte) octet;
        if (pieceLength == DELIMITER) {
            endPiece();
        }
    }

    private void endPiece() {
        if (pieceLength >= 2) {
            disputed |=
                    delimiter.test(new String(piece, 0, pieceLength, StandardCharsets.ISO_8859_1));
        }
        pieceLength = -1;
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
