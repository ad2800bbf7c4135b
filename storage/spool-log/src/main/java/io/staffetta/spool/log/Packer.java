package io.staffetta.spool.log;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/// Writes values in the compact form that [Unpacker] reads.
final class Packer {

    private byte[] out = new byte[128];
    private int size;

    /// Seven bits to an octet, lowest first.
    Packer number(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        put((byte) rest);
        return this;
    }

    Packer flag(boolean value) {
        put((byte) (value ? 1 : 0));
        return this;
    }

    /// As they are, without their number.
    Packer octets(byte[] octets) {
        room(octets.length);
        System.arraycopy(octets, 0, out, size, octets.length);
        size += octets.length;
        return this;
    }

    Packer text(String value) {
        var octets = value.getBytes(StandardCharsets.UTF_8);
        return number(octets.length).octets(octets);
    }

    Packer text(Optional<String> value) {
        flag(value.isPresent());
        value.ifPresent(this::text);
        return this;
    }

    Packer time(Instant value) {
        return number(value.getEpochSecond()).number(value.getNano());
    }

    byte[] octets() {
        return Arrays.copyOf(out, size);
    }

    private void put(byte octet) {
        room(1);
        out[size++] = octet;
    }

    private void room(int more) {
        if (size + more > out.length) {
            out = Arrays.copyOf(out, Math.max(out.length * 2, size + more));
        }
    }
}
