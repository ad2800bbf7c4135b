package io.staffetta.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.staffetta.text.EncodedWords;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;

/// Makes text of octets. Nothing here fails: what cannot be decoded stays as it is.
final class Octets {

    private Octets() {}

    /// UTF-8 if it is, otherwise ISO 8859-1.
    static String text(byte[] octets) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
        } catch (CharacterCodingException _) {
            return new String(octets, ISO_8859_1);
        }
    }

    /// Decodes `charset'language'percent-encoded` in pieces (RFC 2231 §4), of which the first may
    /// lack charset and language.
    static String extended(List<String> pieces) {
        var whole = String.join("", pieces);
        int first = whole.indexOf('\'');
        int second = first < 0 ? -1 : whole.indexOf('\'', first + 1);
        if (second < 0) {
            return percent(whole);
        }
        return decoded(unescaped(whole.substring(second + 1)), whole.substring(0, first));
    }

    /// Decodes percent-encoding.
    static String percent(String text) {
        return text.indexOf('%') < 0 ? text : text(unescaped(text));
    }

    private static String decoded(byte[] octets, String name) {
        var charset = EncodedWords.charset(name);
        return charset == null ? text(octets) : new String(octets, charset);
    }

    private static byte[] unescaped(String text) {
        var out = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
            if (c == '%' && high >= 0 && low >= 0) {
                out.write(high * 16 + low);
                i += 2;
            } else {
                out.writeBytes(String.valueOf(c).getBytes(UTF_8));
            }
        }
        return out.toByteArray();
    }
}
