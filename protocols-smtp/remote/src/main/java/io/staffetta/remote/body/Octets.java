package io.staffetta.remote.body;

import java.util.Arrays;

/// Octets on their way from an encoder to a reader. Used by one thread.
final class Octets {

    private byte[] array = new byte[1 << 14];
    private int from;
    private int to;

    void add(int octet) {
        if (to == array.length) {
            array = Arrays.copyOf(array, to * 2);
        }
        array[to++] = (byte) octet;
    }

    void add(byte[] octets) {
        for (var octet : octets) {
            add(octet);
        }
    }

    void addLineEnd() {
        add('\r');
        add('\n');
    }

    boolean isEmpty() {
        return from == to;
    }

    /// Moves the first octets out; at least one.
    int drain(byte[] target, int offset, int length) {
        int count = Math.min(length, to - from);
        System.arraycopy(array, from, target, offset, count);
        from += count;
        if (from == to) {
            from = 0;
            to = 0;
        }
        return count;
    }
}
