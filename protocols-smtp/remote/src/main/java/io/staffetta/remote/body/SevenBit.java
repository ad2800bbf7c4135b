package io.staffetta.remote.body;

import io.staffetta.spi.mail.Content;

import java.io.IOException;
import java.util.Optional;

/// Makes messages fit for servers that take ASCII lines only (RFC 6152 §3).
public final class SevenBit {

    private static final int BLOCK = 1 << 14;

    private SevenBit() {}

    /// Converts a message to lines of at most 998 octets below 128. Only bodies that need it are
    /// encoded, and the fields that say so are changed; all other octets stay as they are. Reads
    /// the content twice before it returns, and again each time the result is opened; holds none of
    /// it in memory.
    ///
    /// @return the content itself if it needs no conversion; empty if it cannot be converted: such
    ///   octets or longer lines in a header section, in a signed or encrypted part, in something
    ///   that is labelled as encoded, or where the MIME structure is not clear
    /// @throws IOException if the content cannot be read
    public static Optional<Content> convert(Content content) throws IOException {
        var edits = Survey.of(content);
        if (edits.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                edits.get().isEmpty() ? content : EditedContent.of(content, edits.get()));
    }

    /// Whether any octet is above 127.
    public static boolean isEightBit(Content content) throws IOException {
        var block = new byte[BLOCK];
        try (var in = content.open()) {
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                for (int i = 0; i < n; i++) {
                    if (block[i] < 0) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    /// Whether any octet of the message's own header section is above 127; the header sections of
    /// its parts are not looked at.
    public static boolean hasEightBitHeader(Content content) throws IOException {
        var block = new byte[BLOCK];
        // Octets of CRLF CRLF seen; the message begins as if after a CRLF.
        int end = 2;
        try (var in = content.open()) {
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                for (int i = 0; i < n; i++) {
                    if (block[i] < 0) {
                        return true;
                    }
                    end =
                            block[i] == (end % 2 == 0 ? '\r' : '\n')
                                    ? end + 1
                                    : block[i] == '\r' ? 1 : 0;
                    if (end == 4) {
                        return false;
                    }
                }
            }
            return false;
        }
    }
}
