package io.staffetta.queue.report;

import io.staffetta.spi.mail.BodyType;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.MailParameters.Returned;
import io.staffetta.spi.queue.ReportKind;
import io.staffetta.spi.spool.SpooledMessage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a report returns of the message: all of it if it failed, the sender asked for that by
/// `RET=FULL` and it is small; else its header (RFC 3461 §4.3).
///
/// @param octets lines ended by CRLF, none too long
/// @param extent how much that is
/// @param utf8 whether its header has UTF-8 (RFC 6532)
record ReturnedPart(byte[] octets, Extent extent, boolean utf8) {

    private static final Pattern MESSAGE_ID =
            Pattern.compile(
                    "^Message-ID:[ \\t]*(?:\\r\\n[ \\t]+)?(<[!-;=?-~]{1,250}>)[ \\t]*(?=\\r\\n)",
                    Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    /// How much of the message is returned.
    enum Extent {
        /// All of it.
        WHOLE,
        /// Its header.
        HEADER,
        /// Nothing, since it cannot be read.
        NOTHING
    }

    static final ReturnedPart NOTHING = new ReturnedPart(new byte[0], Extent.NOTHING, false);

    /// @param limit most octets
    static ReturnedPart of(SpooledMessage message, ReportKind kind, long limit) throws IOException {
        byte[] octets;
        try (var in = message.content().open()) {
            octets = in.readNBytes((int) Math.min(limit, Integer.MAX_VALUE - 8));
        }
        var header = Lines.header(octets);
        boolean utf8 = isEightBit(header) && isUtf8(header);
        return kind == ReportKind.FAILED
                        && message.size() <= limit
                        && mayBeWhole(message.envelope().parameters())
                        && Lines.areClean(octets)
                ? new ReturnedPart(Lines.ended(octets), Extent.WHOLE, utf8)
                : new ReturnedPart(Lines.cleaned(header), Extent.HEADER, utf8);
    }

    boolean isEightBit() {
        return isEightBit(octets);
    }

    /// RFC 6522 §3, RFC 6533 §3.
    String type() {
        return switch (extent) {
            case WHOLE -> utf8 ? "message/global" : "message/rfc822";
            case HEADER, NOTHING -> utf8 ? "message/global-headers" : "text/rfc822-headers";
        };
    }

    /// The identifier of the message; empty if there is none that could be repeated.
    Optional<String> messageId() {
        var header = new String(Lines.header(octets), StandardCharsets.ISO_8859_1);
        var matcher = MESSAGE_ID.matcher(header);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static boolean mayBeWhole(MailParameters parameters) {
        // Octets without lines cannot be put between boundaries; RFC 8689 §5 on REQUIRETLS.
        return parameters.returned().filter(returned -> returned == Returned.FULL).isPresent()
                && parameters.body() != BodyType.BINARY_MIME
                && !parameters.requireTls();
    }

    private static boolean isEightBit(byte[] octets) {
        for (byte octet : octets) {
            if (octet < 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean isUtf8(byte[] octets) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets));
            return true;
        } catch (CharacterCodingException notUtf8) {
            return false;
        }
    }
}
