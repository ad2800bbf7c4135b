package io.staffetta.remote.client;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Parameter values of the DSN extension: xtext (RFC 3461 §4) and internationalised addresses (RFC
/// 6533 §3).
final class Xtext {

    private static final String HEX = "0123456789ABCDEF";

    private Xtext() {}

    /// Encodes octets.
    static String encode(String text) {
        var out = new StringBuilder(text.length() + 8);
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (octet > ' ' && octet < 127 && octet != '+' && octet != '=') {
                out.append((char) octet);
            } else {
                out.append('+').append(HEX.charAt(octet >> 4 & 15)).append(HEX.charAt(octet & 15));
            }
        }
        return out.toString();
    }

    /// Encodes `addr-type;address` for ORCPT; without SMTPUTF8, so that any server takes it.
    static String address(String typed) {
        int semicolon = typed.indexOf(';');
        var type = typed.substring(0, Math.max(0, semicolon)).toLowerCase(Locale.ROOT);
        boolean ascii = typed.chars().allMatch(c -> c < 128);
        if (semicolon <= 0 || (ascii && !type.equals("utf-8"))) {
            return encode(typed);
        }
        var out = new StringBuilder("utf-8;");
        typed.substring(semicolon + 1)
                .codePoints()
                .forEach(c -> {
                    if (c > ' ' && c < 127 && c != '+' && c != '=' && c != '\\') {
                        out.append((char) c);
                    } else {
                        out.append("\\x{").append(Integer.toHexString(c).toUpperCase(Locale.ROOT));
                        out.append('}');
                    }
                });
        return out.toString();
    }
}
