package io.staffetta.sasl.oauth;

import io.staffetta.spi.Secret;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// What a client sent first.
sealed interface Response {

    /// A token.
    ///
    /// @param user the name to act as; empty if it is that of the token
    record Bearer(String user, Secret token) implements Response {}

    /// No token, or a credential of another kind. RFC 7628 §4.3 has a client ask like that what it
    /// needs.
    ///
    /// @param user as above
    record NoToken(String user) implements Response {}

    /// It makes no sense.
    ///
    /// @param reason for the log; holds nothing of the response
    record Malformed(String reason) implements Response {}

    static Response parse(Form form, byte[] response, int maxOctets) {
        if (response.length > maxOctets) {
            return new Malformed("response longer than " + maxOctets + " octets");
        }
        try {
            return form.read(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(response))
                            .toString());
        } catch (CharacterCodingException e) {
            return new Malformed("response is not UTF-8");
        }
    }
}
