package io.staffetta.sasl.plain;

import io.staffetta.spi.Secret;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// `[authzid] NUL authcid NUL passwd`, all UTF-8 (RFC 4616 §2).
sealed interface PlainResponse {

    /// What the client sent.
    ///
    /// @param authorization the name to act as; empty if it is that of the login
    record Credentials(String authorization, String login, Secret password)
            implements PlainResponse {}

    /// It makes no sense.
    ///
    /// @param reason for the log; holds nothing of the response
    record Malformed(String reason) implements PlainResponse {}

    static PlainResponse parse(byte[] response, int maxOctets) {
        if (response.length > maxOctets) {
            return new Malformed("response longer than " + maxOctets + " octets");
        }
        try {
            return split(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(response))
                            .toString());
        } catch (CharacterCodingException e) {
            return new Malformed("response is not UTF-8");
        }
    }

    private static PlainResponse split(String text) {
        var fields = text.split("\0", -1);
        if (fields.length != 3) {
            return new Malformed("response has " + fields.length + " fields instead of 3");
        }
        if (fields[1].isEmpty() || fields[2].isEmpty()) {
            return new Malformed("empty login or password");
        }
        // Both reach the log.
        if (hasControl(fields[0]) || hasControl(fields[1])) {
            return new Malformed("control character in login");
        }
        return new Credentials(fields[0], fields[1], Secret.of(fields[2]));
    }

    private static boolean hasControl(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }
}
