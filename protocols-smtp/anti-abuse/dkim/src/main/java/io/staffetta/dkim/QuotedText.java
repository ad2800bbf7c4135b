package io.staffetta.dkim;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Text in tags that may hold anything (`dkim-quoted-printable`, RFC 6376 §2.11).
final class QuotedText {

    private QuotedText() {}

    static String of(String text) {
        var out = new StringBuilder();
        for (byte octet : text.getBytes(UTF_8)) {
            if (octet > ' ' && octet < 127 && "=;@|:".indexOf(octet) < 0) {
                out.append((char) octet);
            } else {
                out.append("=%02X".formatted(octet));
            }
        }
        return out.toString();
    }
}
