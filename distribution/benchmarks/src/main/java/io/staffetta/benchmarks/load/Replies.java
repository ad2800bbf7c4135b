package io.staffetta.benchmarks.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Reads replies (RFC 5321 §4.2.1) out of what arrives, however it is cut.
final class Replies {

    /// No reply is complete yet.
    static final int NONE = -1;

    private static final int LONGEST = 1024;

    private final byte[] line = new byte[LONGEST];
    private int length;
    private int code = NONE;

    /// Takes octets up to the end of the next reply.
    ///
    /// @return its code, or [#NONE]
    /// @throws UnexpectedReplyException if this is no reply
    int next(ByteBuffer in) throws UnexpectedReplyException {
        while (in.hasRemaining()) {
            byte octet = in.get();
            if (octet != '\n') {
                if (length == LONGEST) {
                    throw new UnexpectedReplyException("a line that does not end");
                }
                line[length++] = octet;
            } else if (endsReply()) {
                int complete = code;
                code = NONE;
                return complete;
            }
        }
        return NONE;
    }

    /// The last complete line, for error reports.
    String text() {
        return new String(line, 0, Math.max(0, length), StandardCharsets.ISO_8859_1).strip();
    }

    void forget() {
        length = 0;
    }

    private boolean endsReply() throws UnexpectedReplyException {
        if (length < 4 || line[length - 1] != '\r') {
            throw new UnexpectedReplyException("not a reply: " + text());
        }
        int found = 0;
        for (int i = 0; i < 3; i++) {
            int digit = line[i] - '0';
            if (digit < 0 || digit > 9) {
                throw new UnexpectedReplyException("not a reply: " + text());
            }
            found = 10 * found + digit;
        }
        if (code != NONE && code != found) {
            throw new UnexpectedReplyException("codes change within a reply: " + text());
        }
        code = found;
        boolean more = line[3] == '-';
        if (!more && line[3] != ' ' && length > 4) {
            throw new UnexpectedReplyException("not a reply: " + text());
        }
        length = 0;
        return !more;
    }
}
