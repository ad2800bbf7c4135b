package io.staffetta.kernel.session;

import io.staffetta.spi.mail.Content;
import io.staffetta.spi.spool.Draft;

import java.io.IOException;

/// Copies a body made by a hook, and refuses one that could not be sent on: a bare CR or LF in it
/// would let its text pass for SMTP commands at a careless next hop.
final class BodyCopy {

    private static final int BUFFER = 8192;

    private BodyCopy() {}

    /// @param limit the most octets it may have
    /// @param binary whether it may have octets without lines
    /// @throws IllegalArgumentException if it breaks a rule
    static void copy(Content body, Draft into, long limit, boolean binary) throws IOException {
        byte[] buffer = new byte[BUFFER];
        boolean afterCr = false;
        boolean lineEnded = true;
        try (var in = body.open()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                for (int i = 0; i < n && !binary; i++) {
                    boolean isLf = buffer[i] == '\n';
                    if (isLf != afterCr) {
                        throw new IllegalArgumentException("the new body has a bare CR or LF");
                    }
                    afterCr = buffer[i] == '\r';
                    lineEnded = isLf;
                }
                into.write(buffer, 0, n);
                if (into.size() > limit) {
                    throw new IllegalArgumentException("the new body is larger than " + limit);
                }
            }
        }
        if (!binary && !lineEnded) {
            throw new IllegalArgumentException("the new body does not end with CRLF");
        }
    }
}
