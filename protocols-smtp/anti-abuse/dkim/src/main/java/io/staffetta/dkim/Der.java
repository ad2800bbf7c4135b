package io.staffetta.dkim;

import java.io.ByteArrayOutputStream;

/// Writes DER (ITU-T X.690 §8.1).
final class Der {

    private Der() {}

    /// A value with its tag and length.
    static byte[] of(int tag, byte[] value) {
        var out = new ByteArrayOutputStream();
        out.write(tag);
        if (value.length < 128) {
            out.write(value.length);
        } else {
            int octets = (32 - Integer.numberOfLeadingZeros(value.length) + 7) / 8;
            out.write(0x80 | octets);
            for (int i = octets - 1; i >= 0; i--) {
                out.write(value.length >>> (8 * i));
            }
        }
        out.writeBytes(value);
        return out.toByteArray();
    }
}
