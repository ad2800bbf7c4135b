package io.staffetta.sasl.cram;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Login, a blank, and the digest in lower-case hexadecimal (RFC 2195 §2).
sealed interface CramMd5Response {

    /// What the client sent.
    record Claim(String login, String digest) implements CramMd5Response {}

    /// It makes no sense.
    ///
    /// @param reason for the log; holds nothing of the response
    record Malformed(String reason) implements CramMd5Response {}

    Pattern DIGEST = Pattern.compile("[0-9a-f]{32}");

    static CramMd5Response parse(byte[] response, int maxOctets) {
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

    private static CramMd5Response split(String text) {
        int blank = text.lastIndexOf(' ');
        if (blank < 1 || !DIGEST.matcher(text.substring(blank + 1)).matches()) {
            return new Malformed("response is not a login and a digest");
        }
        var login = text.substring(0, blank);
        // It reaches the log.
        if (login.chars().anyMatch(Character::isISOControl)) {
            return new Malformed("control character in login");
        }
        return new Claim(login, text.substring(blank + 1));
    }
}
