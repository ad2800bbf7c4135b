package io.staffetta.dkim;

import java.io.OutputStream;
import java.security.MessageDigest;

/// Hashes the first octets written to it, and counts all.
final class BodyDigest extends OutputStream {

    private final MessageDigest sha256 = Sha256.digest();
    private final long limit;
    private long length;

    BodyDigest(long limit) {
        this.limit = limit;
    }

    @Override
    public void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int count) {
        if (length < limit) {
            sha256.update(octets, offset, (int) Math.min(count, limit - length));
        }
        length += count;
    }

    /// How many octets were written.
    long length() {
        return length;
    }

    byte[] digest() {
        return sha256.digest();
    }
}
