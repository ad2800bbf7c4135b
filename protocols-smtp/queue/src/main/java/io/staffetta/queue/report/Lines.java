package io.staffetta.queue.report;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Octets of messages as lines.
final class Lines {

    /// RFC 5322 §2.1.1, without CRLF.
    private static final int MAX_LINE = 998;

    private static final byte[] CRLF = {'\r', '\n'};

    private Lines() {}

    /// The header section of a message, without the empty line; all of it if there is none.
    static byte[] header(byte[] message) {
        if (message.length >= 2 && message[0] == '\r' && message[1] == '\n') {
            return new byte[0];
        }
        int end = new String(message, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n");
        return end < 0 ? message : Arrays.copyOf(message, end + CRLF.length);
    }

    /// Whether every line ends by CRLF and none is too long.
    static boolean areClean(byte[] octets) {
        int length = 0;
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] == '\r' && i + 1 < octets.length && octets[i + 1] == '\n') {
                i++;
                length = 0;
            } else if (octets[i] == '\r'
                    || octets[i] == '\n'
                    || octets[i] == 0
                    || ++length > MAX_LINE) {
                return false;
            }
        }
        return true;
    }

    /// The same with a CRLF at its end.
    static byte[] ended(byte[] octets) {
        int length = octets.length;
        if (length == 0
                || (length >= 2 && octets[length - 2] == '\r' && octets[length - 1] == '\n')) {
            return octets;
        }
        var ended = Arrays.copyOf(octets, length + CRLF.length);
        System.arraycopy(CRLF, 0, ended, length, CRLF.length);
        return ended;
    }

    /// A header section with what is not clean replaced by spaces, and long lines folded.
    static byte[] cleaned(byte[] header) {
        if (areClean(header)) {
            return ended(header);
        }
        var out = new ByteArrayOutputStream(header.length + 64);
        int length = 0;
        for (int i = 0; i < header.length; i++) {
            byte octet = header[i];
            if (octet == '\r' && i + 1 < header.length && header[i + 1] == '\n') {
                out.writeBytes(CRLF);
                i++;
                length = 0;
                continue;
            }
            // Never within a character of UTF-8, which has at most four octets.
            if (length >= MAX_LINE || (length >= MAX_LINE - 4 && (octet & 0xC0) != 0x80)) {
                out.writeBytes(CRLF);
                out.write(' ');
                length = 1;
            }
            out.write(octet == '\r' || octet == '\n' || octet == 0 ? ' ' : octet);
            length++;
        }
        return ended(out.toByteArray());
    }
}
