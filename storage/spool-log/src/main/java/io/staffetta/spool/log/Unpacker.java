package io.staffetta.spool.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/// Reads what [Packer] wrote. Malformed input gives an unchecked exception, which the codecs turn
/// into a [DamagedRecordException].
final class Unpacker {

    private final ByteBuffer in;

    Unpacker(byte[] octets) {
        this.in = ByteBuffer.wrap(octets);
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte octet = in.get();
            value |= (long) (octet & 0x7F) << shift;
            if (octet >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("number too long");
    }

    /// A number that counts what follows.
    int count() {
        long value = number();
        if (value < 0 || value > in.remaining()) {
            throw new IllegalArgumentException("count beyond the end: " + value);
        }
        return (int) value;
    }

    int smallNumber() {
        return Math.toIntExact(number());
    }

    boolean flag() {
        return in.get() != 0;
    }

    byte[] octets(int length) {
        var octets = new byte[length];
        in.get(octets);
        return octets;
    }

    String text() {
        return new String(octets(count()), StandardCharsets.UTF_8);
    }

    Optional<String> optionalText() {
        return flag() ? Optional.of(text()) : Optional.empty();
    }

    Instant time() {
        return Instant.ofEpochSecond(number(), number());
    }

    boolean isAtEnd() {
        return !in.hasRemaining();
    }

    void end() {
        if (in.hasRemaining()) {
            throw new IllegalArgumentException(in.remaining() + " octets too many");
        }
    }
}
