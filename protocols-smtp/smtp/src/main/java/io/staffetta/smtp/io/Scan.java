package io.staffetta.smtp.io;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Finds the few octets that matter in content, eight at a time.
final class Scan {

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final long ABOVE_CR = ONES * ('\r' + 1);

    private Scan() {}

    /// Index of the first CR, LF or NUL; `to` if there is none.
    static int breakOrNul(byte[] octets, int from, int to) {
        int i = from;
        while (i + 8 <= to) {
            long word = (long) LONG.get(octets, i);
            // Bit 7 of the lowest octet below 14 is set, and of no octet before it.
            long small = (word - ABOVE_CR) & ~word & HIGH_BITS;
            if (small == 0) {
                i += 8;
                continue;
            }
            i += Long.numberOfTrailingZeros(small) >>> 3;
            if (matters(octets[i])) {
                return i;
            }
            i++;
        }
        while (i < to && !matters(octets[i])) {
            i++;
        }
        return i;
    }

    private static boolean matters(byte octet) {
        return octet == '\r' || octet == '\n' || octet == 0;
    }
}
