package io.staffetta.milter.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import java.util.Optional;

/// The encoding of parameter values (RFC 3461 §4).
final class Xtext {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private Xtext() {}

    static String encode(String text) {
        var out = new StringBuilder(text.length());
        for (byte octet : text.getBytes(UTF_8)) {
            if (octet > ' ' && octet < 127 && octet != '+' && octet != '=') {
                out.append((char) octet);
            } else {
                out.append('+').append(HEX.toHexDigits(octet));
            }
        }
        return out.toString();
    }

    /// @return empty if it is malformed or not printable ASCII
    static Optional<String> decode(String value) {
        var out = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            int c = value.charAt(i);
            if (c == '+') {
                if (i + 2 >= value.length()
                        || !HexFormat.isHexDigit(value.charAt(i + 1))
                        || !HexFormat.isHexDigit(value.charAt(i + 2))) {
                    return Optional.empty();
                }
                c = HexFormat.fromHexDigits(value, i + 1, i + 3);
                i += 2;
            }
            if (c < ' ' || c > 126) {
                return Optional.empty();
            }
            out.append((char) c);
        }
        return Optional.of(out.toString());
    }
}
