package io.staffetta.queue.report;

import java.nio.charset.StandardCharsets;

/// Text in ASCII lines (RFC 2045 §6.7), so that it reaches servers without 8BITMIME.
final class QuotedPrintable {

    private static final int MAX_LINE = 76;

    private QuotedPrintable() {}

    /// @param text lines ended by LF
    static String encode(String text) {
        var out = new StringBuilder(text.length() * 2);
        text.lines().forEach(line -> line(line, out));
        return out.toString();
    }

    private static void line(String line, StringBuilder out) {
        var octets = line.getBytes(StandardCharsets.UTF_8);
        int column = 0;
        for (int i = 0; i < octets.length; i++) {
            boolean last = i == octets.length - 1;
            var piece = piece(octets[i], last);
            if (column + piece.length() > (last ? MAX_LINE : MAX_LINE - 1)) {
                out.append("=\n");
                column = 0;
            }
            out.append(piece);
            column += piece.length();
        }
        out.append('\n');
    }

    private static String piece(byte octet, boolean last) {
        boolean literal = octet == ' ' ? !last : octet > ' ' && octet < 0x7f && octet != '=';
        return literal ? Character.toString(octet) : "=%02X".formatted(octet);
    }
}
