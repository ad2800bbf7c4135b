package io.staffetta.remote.body;

import java.nio.charset.StandardCharsets;

/// A change to some octets of content.
sealed interface Edit {

    /// Offset of the first octet.
    long from();

    /// Offset after the last octet.
    long to();

    /// Others in their place.
    record Replace(long from, long to, byte[] octets) implements Edit {}

    /// The same in an encoding.
    ///
    /// @param last whether the content ends with it
    record Encode(long from, long to, BodyEncoding encoding, boolean last) implements Edit {}

    /// Text before an octet.
    static Edit insert(long at, String text) {
        return new Replace(at, at, ascii(text));
    }

    /// The octets of text.
    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
