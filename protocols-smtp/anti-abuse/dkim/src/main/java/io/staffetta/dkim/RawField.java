package io.staffetta.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;

/// A header field, octet by octet.
///
/// @param name in lower case
/// @param text the whole field with its colon, without the final CRLF, one character for each octet
record RawField(String name, String text) {

    /// Reads one field.
    static RawField of(String text) {
        var name = text.substring(0, text.indexOf(':'));
        return new RawField(name.strip().toLowerCase(Locale.ROOT), text);
    }

    /// What follows the colon, one character for each octet.
    String value() {
        return text.substring(text.indexOf(':') + 1);
    }

    /// What follows the colon, as characters (RFC 6532).
    String decoded() {
        return new String(value().getBytes(ISO_8859_1), UTF_8);
    }
}
