package io.staffetta.kernel.admin;

import io.staffetta.spi.mail.Content;

import java.io.BufferedInputStream;
import java.io.IOException;

/// Finds the end of a header section: the first empty line, which is not part of it.
final class HeaderEnd {

    private static final byte[] EMPTY_LINE = {'\r', '\n', '\r', '\n'};

    private HeaderEnd() {}

    /// How many octets the header section has; all of them if there is no empty line.
    static long of(Content content) throws IOException {
        try (var in = new BufferedInputStream(content.open())) {
            // A message that begins with an empty line has no header section.
            int matched = 2;
            long position = 0;
            for (int octet = in.read(); octet >= 0; octet = in.read()) {
                position++;
                matched = next(matched, octet);
                if (matched == EMPTY_LINE.length) {
                    return position - 2;
                }
            }
            return position;
        }
    }

    private static int next(int matched, int octet) {
        if (octet == EMPTY_LINE[matched]) {
            return matched + 1;
        }
        return octet == '\r' ? 1 : 0;
    }
}
