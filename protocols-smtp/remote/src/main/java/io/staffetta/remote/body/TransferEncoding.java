package io.staffetta.remote.body;

import java.util.Locale;

/// What a `Content-Transfer-Encoding` field says (RFC 2045 §6.1).
enum TransferEncoding {
    /// No field, or `7bit`.
    SEVEN_BIT,
    /// `8bit` or `binary`: not encoded, and no longer true when the body is.
    EIGHT_BIT,
    /// Encoded: octets above 127 in it make no sense.
    ENCODED;

    static TransferEncoding parse(String value) {
        var end = value.indexOf(';') < 0 ? value.length() : value.indexOf(';');
        return switch (value.substring(0, end).strip().toLowerCase(Locale.ROOT)) {
            case "", "7bit", "7-bit" -> SEVEN_BIT;
            case "8bit", "8-bit", "binary" -> EIGHT_BIT;
            default -> ENCODED;
        };
    }
}
