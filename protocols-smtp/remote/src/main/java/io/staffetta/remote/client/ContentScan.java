package io.staffetta.remote.client;

import io.staffetta.spi.mail.Content;

import java.io.IOException;

/// What a content really is, whatever was declared of it.
///
/// @param eightBit whether an octet is not ASCII
/// @param eightBitHeader whether one of the header section is not
/// @param bareLineEnds whether there is a CR or LF outside of CRLF
/// @param unlined whether there is a NUL or a line of more than 998 octets
record ContentScan(
        boolean eightBit, boolean eightBitHeader, boolean bareLineEnds, boolean unlined) {

    private static final int BUFFER = 16_384;
    private static final int MAX_LINE = 998;

    /// Whether it is anything but the lines of RFC 5321 §4.5.3.1.6.
    boolean binary() {
        return bareLineEnds || unlined;
    }

    static ContentScan of(Content content) throws IOException {
        var state = new State();
        var buffer = new byte[(int) Math.min(BUFFER, content.size() + 1)];
        try (var in = content.open()) {
            int count = in.read(buffer);
            while (count >= 0) {
                state.take(buffer, count);
                count = in.read(buffer);
            }
        }
        return state.scan();
    }

    private static final class State {
        private boolean eightBit;
        private boolean eightBitHeader;
        private boolean bareLineEnds;
        private boolean unlined;
        private boolean header = true;
        private boolean cr;
        private int line;

        void take(byte[] octets, int count) {
            for (int i = 0; i < count; i++) {
                byte octet = octets[i];
                if (octet == '\n') {
                    bareLineEnds |= !cr;
                    header &= line > 0;
                    line = 0;
                    cr = false;
                    continue;
                }
                // A CR that no LF follows.
                bareLineEnds |= cr;
                cr = octet == '\r';
                if (!cr) {
                    unlined |= octet == 0 || ++line > MAX_LINE;
                    if (octet < 0) {
                        eightBit = true;
                        eightBitHeader |= header;
                    }
                }
            }
        }

        ContentScan scan() {
            return new ContentScan(eightBit, eightBitHeader, bareLineEnds || cr, unlined);
        }
    }
}
