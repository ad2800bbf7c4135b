package io.staffetta.queue;

import io.staffetta.spi.mail.BodyType;
import io.staffetta.spi.mail.MailParameters.Returned;
import io.staffetta.spi.spool.SpooledMessage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What a report returns of the message: all of it if the sender asked for that by `RET=FULL` and
/// it is small, else its header.
///
/// @param octets ending with CRLF
/// @param isWhole whether this is the whole message
record ReturnedPart(byte[] octets, boolean isWhole) {

    private static final byte[] CRLF = {'\r', '\n'};
    private static final String EMPTY_LINE = "\r\n\r\n";

    static ReturnedPart of(SpooledMessage message, long limit) throws IOException {
        var parameters = message.envelope().parameters();
        // Octets without lines cannot be put between boundaries.
        var whole =
                parameters.returned().filter(returned -> returned == Returned.FULL).isPresent()
                        && parameters.body() != BodyType.BINARY_MIME
                        && message.size() <= limit;
        byte[] octets;
        try (var in = message.content().open()) {
            octets = in.readNBytes((int) Math.min(limit, Integer.MAX_VALUE - 8));
        }
        return new ReturnedPart(ended(whole ? octets : header(octets)), whole);
    }

    boolean isEightBit() {
        for (byte octet : octets) {
            if (octet < 0) {
                return true;
            }
        }
        return false;
    }

    /// RFC 6522 §3, RFC 6533 §3.
    String type(boolean international) {
        if (isWhole) {
            return international ? "message/global" : "message/rfc822";
        }
        return international ? "message/global-headers" : "text/rfc822-headers";
    }

    private static byte[] header(byte[] octets) {
        int end = new String(octets, StandardCharsets.ISO_8859_1).indexOf(EMPTY_LINE);
        return end < 0 ? octets : Arrays.copyOf(octets, end + CRLF.length);
    }

    private static byte[] ended(byte[] octets) {
        int length = octets.length;
        if (length >= 2 && octets[length - 2] == '\r' && octets[length - 1] == '\n') {
            return octets;
        }
        var ended = Arrays.copyOf(octets, length + CRLF.length);
        System.arraycopy(CRLF, 0, ended, length, CRLF.length);
        return ended;
    }
}
