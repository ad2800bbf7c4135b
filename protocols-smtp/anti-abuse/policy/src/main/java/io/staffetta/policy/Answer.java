package io.staffetta.policy;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Takes the action out of an answer.
final class Answer {

    private static final String ACTION = "action=";

    private Answer() {}

    /// The text behind `action=`; the answer must be that line and an empty one.
    ///
    /// @throws ProtocolException if it is not
    static String action(byte[] octets) throws ProtocolException {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
        } catch (CharacterCodingException e) {
            var failure = new ProtocolException("answer is not UTF-8");
            failure.initCause(e);
            throw failure;
        }
        boolean framed =
                text.startsWith(ACTION)
                        && text.endsWith("\n\n")
                        && text.indexOf('\n') == text.length() - 2;
        if (!framed || text.indexOf('\0') >= 0) {
            throw new ProtocolException("answer is not one line of action=…");
        }
        return text.substring(ACTION.length(), text.length() - 2);
    }
}
