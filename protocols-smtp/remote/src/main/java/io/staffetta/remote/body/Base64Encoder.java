package io.staffetta.remote.body;

import java.util.Arrays;
import java.util.Base64;

/// Base64 in lines of 76 characters (RFC 2045 §6.8).
final class Base64Encoder implements BodyEncoder {

    private final byte[] line = new byte[57];
    private int count;
    private boolean begun;

    @Override
    public void encode(byte[] octets, int length, Octets out) {
        for (int i = 0; i < length; i++) {
            line[count++] = octets[i];
            if (count == line.length) {
                flush(out);
            }
        }
    }

    @Override
    public void finish(boolean last, Octets out) {
        flush(out);
        if (last && begun) {
            out.addLineEnd();
        }
    }

    private void flush(Octets out) {
        if (count > 0) {
            if (begun) {
                out.addLineEnd();
            }
            out.add(Base64.getEncoder().encode(Arrays.copyOf(line, count)));
            begun = true;
            count = 0;
        }
    }
}
