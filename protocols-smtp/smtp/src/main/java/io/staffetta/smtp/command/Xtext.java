package io.staffetta.smtp.command;

import java.util.HexFormat;
import java.util.Optional;

/// The encoding of parameter values (RFC 3461 §4).
final class Xtext {

    private Xtext() {}

    /// Decodes a value.
    ///
    /// @return empty if it is malformed, or if the decoded text is not printable ASCII
    static Optional<String> decode(String value) {
        var text = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            int c = value.charAt(i);
            if (c == '+') {
                if (i + 2 >= value.length() || !isHex(value, i + 1) || !isHex(value, i + 2)) {
                    return Optional.empty();
                }
                c = HexFormat.fromHexDigits(value, i + 1, i + 3);
                i += 2;
            }
            if (c < ' ' || c > 126) {
                return Optional.empty();
            }
            text.append((char) c);
        }
        return Optional.of(text.toString());
    }

    private static boolean isHex(String value, int at) {
        char c = value.charAt(at);
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F');
    }
}
