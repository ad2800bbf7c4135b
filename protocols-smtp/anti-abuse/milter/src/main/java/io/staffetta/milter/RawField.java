package io.staffetta.milter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.staffetta.spi.mail.Content;
import io.staffetta.spi.mail.Header;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/// A header field with the octets it has in the message: a signature covers these, and not what
/// they look like as text.
///
/// @param header as the kernel shows it
/// @param value the octets behind the colon
record RawField(Header header, byte[] value) {

    /// Reads the octets of the fields a message has.
    static List<RawField> of(List<Header> headers, Content content) throws IOException {
        var fields = new ArrayList<RawField>(headers.size());
        try (var in = new BufferedInputStream(content.open())) {
            for (var header : headers) {
                fields.add(new RawField(header, behindColon(field(in))));
            }
        }
        return fields;
    }

    /// As a filter wants it: lines folded with LF, and usually without the space behind the colon.
    byte[] toFilter(boolean keepsLeadingSpace) {
        var out = new ByteArrayOutputStream(value.length);
        int start = !keepsLeadingSpace && value.length > 0 && value[0] == ' ' ? 1 : 0;
        for (int i = start; i < value.length; i++) {
            boolean isBreak = value[i] == '\r' && i + 1 < value.length && value[i + 1] == '\n';
            if (!isBreak) {
                out.write(value[i]);
            }
        }
        return out.toByteArray();
    }

    byte[] name() {
        return header.name().getBytes(US_ASCII);
    }

    /// A field up to the line break that no white space follows.
    private static byte[] field(InputStream in) throws IOException {
        var out = new ByteArrayOutputStream();
        while (true) {
            int octet = in.read();
            if (octet < 0) {
                return out.toByteArray();
            }
            out.write(octet);
            if (octet == '\n') {
                in.mark(1);
                int next = in.read();
                in.reset();
                if (next != ' ' && next != '\t') {
                    return out.toByteArray();
                }
            }
        }
    }

    private static byte[] behindColon(byte[] field) {
        var text = new String(field, ISO_8859_1);
        int colon = text.indexOf(':');
        int end = text.endsWith("\r\n") ? text.length() - 2 : text.length();
        return text.substring(Math.min(colon + 1, end), end).getBytes(ISO_8859_1);
    }
}
