package io.staffetta.milter.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Collection;

/// Strings of the protocol: octets up to a NUL.
final class Strings {

    private Strings() {}

    /// Takes the next one.
    static String next(ByteBuffer in) throws MilterException {
        int start = in.position();
        for (int i = start; i < in.limit(); i++) {
            if (in.get(i) == 0) {
                in.position(i + 1);
                return new String(in.array(), in.arrayOffset() + start, i - start, UTF_8);
            }
        }
        throw new MilterException("a string of the filter has no end");
    }

    /// Makes sure that nothing is left.
    static void end(ByteBuffer in) throws MilterException {
        if (in.hasRemaining()) {
            throw new MilterException("the filter said more than its answer may hold");
        }
    }

    /// One after the other.
    static byte[] of(Collection<String> texts) {
        var out = new ByteArrayOutputStream();
        texts.forEach(text -> add(out, text.getBytes(UTF_8)));
        return out.toByteArray();
    }

    /// Nothing behind a NUL would be part of the string.
    static void add(ByteArrayOutputStream out, byte[] text) {
        for (byte octet : text) {
            out.write(octet == 0 ? '?' : octet);
        }
        out.write(0);
    }
}
