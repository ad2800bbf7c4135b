package io.staffetta.sasl.anonymous;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// What a client says about itself (RFC 4505 §2): an address, any text, or nothing.
sealed interface Trace {

    /// What the client sent, fit for a log.
    record Information(String text) implements Trace {}

    /// It makes no sense.
    ///
    /// @param reason for the log
    record Malformed(String reason) implements Trace {}

    int MAX_CHARACTERS = 255;

    static Trace parse(byte[] response, int maxOctets) {
        if (response.length > maxOctets) {
            return new Malformed("trace information longer than " + maxOctets + " octets");
        }
        try {
            var text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(response))
                            .toString();
            return text.codePointCount(0, text.length()) > MAX_CHARACTERS
                    ? new Malformed(
                            "trace information longer than " + MAX_CHARACTERS + " characters")
                    : new Information(sanitised(text));
        } catch (CharacterCodingException e) {
            return new Malformed("trace information is not UTF-8");
        }
    }

    /// Without what could break or turn around a line of the log.
    private static String sanitised(String text) {
        return text.codePoints()
                .map(c -> isHarmless(c) ? c : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isHarmless(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
