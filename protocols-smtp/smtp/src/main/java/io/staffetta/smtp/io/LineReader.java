package io.staffetta.smtp.io;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Reads lines: commands and AUTH responses.
public final class LineReader {

    private static final int TLS_HANDSHAKE = 0x16;
    private static final int LONGEST_VERB = 10;

    private final Input input;
    private final BareNewline bareNewline;
    private final int longest;

    /// @param longest octets of a line that are waited for
    public LineReader(Input input, BareNewline bareNewline, int longest) {
        this.input = input;
        this.bareNewline = bareNewline;
        this.longest = longest;
    }

    /// Reads a line.
    ///
    /// @param timeout for the whole line
    /// @param idle whether the client has nothing under way
    /// @throws java.net.SocketTimeoutException if the line is not complete in time
    public Line next(Duration timeout, boolean idle) throws IOException {
        var deadline = input.deadline(timeout);
        int scanned = 0;
        while (true) {
            var octets = input.octets();
            int start = input.position();
            int limit = input.limit();
            if (scanned == 0 && start < limit && isForeign(octets[start])) {
                return new Line.Foreign();
            }
            int i = start + scanned;
            while (i < limit && octets[i] != '\n' && octets[i] != '\r') {
                i++;
            }
            if (i < limit && octets[i] == '\n') {
                return bareLf(octets, start, i);
            }
            if (i + 1 < limit) {
                return octets[i + 1] == '\n' ? text(octets, start, i, i + 2) : new Line.Bare();
            }
            scanned = i - start;
            if (limit - start >= longest) {
                return new Line.TooLong(verb(octets, start));
            }
            try {
                input.fillLine(deadline, idle && start == limit);
            } catch (EOFException e) {
                return new Line.End();
            }
        }
    }

    /// Drops a line that was [Line.TooLong].
    ///
    /// @param timeout for the rest of the line
    /// @param most octets that are dropped
    /// @return whether it ended as lines must, and within so many octets
    public boolean skip(Duration timeout, int most) throws IOException {
        var deadline = input.deadline(timeout);
        byte before = ' ';
        for (int dropped = 0; dropped < most; dropped++) {
            if (!input.isPending()) {
                input.fillLine(deadline, false);
            }
            byte octet = input.octets()[input.position()];
            input.position(input.position() + 1);
            if (octet == '\n') {
                return before == '\r' || bareNewline == BareNewline.NORMALIZE;
            }
            if (before == '\r') {
                return false;
            }
            before = octet;
        }
        return false;
    }

    private static String verb(byte[] octets, int start) {
        for (int i = start; i < start + LONGEST_VERB; i++) {
            if (octets[i] == ' ') {
                return new String(octets, start, i - start, StandardCharsets.ISO_8859_1);
            }
        }
        return "";
    }

    private Line bareLf(byte[] octets, int start, int end) {
        return switch (bareNewline) {
            case REJECT -> new Line.Bare();
            case NORMALIZE -> text(octets, start, end, end + 1);
        };
    }

    private Line text(byte[] octets, int start, int end, int next) {
        input.position(next);
        boolean ascii = true;
        for (int i = start; i < end; i++) {
            byte octet = octets[i];
            if (octet < 0) {
                ascii = false;
            } else if (octet < ' ' || octet == 127) {
                return new Line.Garbled();
            }
        }
        if (ascii) {
            return new Line.Text(
                    new String(octets, start, end - start, StandardCharsets.ISO_8859_1),
                    next - start);
        }
        try {
            var decoder = StandardCharsets.UTF_8.newDecoder();
            var value = decoder.decode(ByteBuffer.wrap(octets, start, end - start)).toString();
            return new Line.Text(value, next - start);
        } catch (CharacterCodingException e) {
            return new Line.Garbled();
        }
    }

    /// A TLS record, or an octet with which neither a command nor UTF-8 begins.
    private static boolean isForeign(byte first) {
        return first == TLS_HANDSHAKE || (first & 0xC0) == 0x80;
    }
}
