package io.staffetta.patterns;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;

/// Cuts octets into lines, long ones into pieces.
///
/// @param lineLimit the most octets of a piece
record Lines(int lineLimit) {

    /// Takes a line and says whether more are wanted.
    interface Taker {
        boolean take(String line);
    }

    /// Reads lines until there are no more, or none are wanted.
    ///
    /// @param limit the most octets to read
    /// @return how many were read
    int read(InputStream source, Charset charset, int limit, Taker taker) throws IOException {
        var in = new BufferedInputStream(source);
        var line = new byte[lineLimit];
        int length = 0;
        int count = 0;
        while (count < limit) {
            int octet = in.read();
            if (octet < 0) {
                break;
            }
            count++;
            if (octet == '\n' || length == lineLimit) {
                if (!take(line, length, charset, taker)) {
                    return count;
                }
                length = 0;
            }
            if (octet != '\n') {
                line[length++] = (byte) octet;
            }
        }
        if (length > 0) {
            take(line, length, charset, taker);
        }
        return count;
    }

    private static boolean take(byte[] line, int length, Charset charset, Taker taker) {
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        return taker.take(new String(line, 0, end, charset));
    }
}
