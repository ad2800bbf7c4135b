package io.staffetta.tls.outbound.dane.tlsa;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// Matching types (RFC 6698 §2.1.3), the weakest digest first.
enum Matching {
    FULL(0, "", 0),
    SHA_256(1, "SHA-256", 32),
    SHA_512(2, "SHA-512", 64);

    private final int number;
    private final String algorithm;
    private final int octets;

    Matching(int number, String algorithm, int octets) {
        this.number = number;
        this.algorithm = algorithm;
        this.octets = octets;
    }

    static Optional<Matching> of(int number) {
        return Arrays.stream(values()).filter(way -> way.number() == number).findFirst();
    }

    /// As it stands in the record.
    int number() {
        return number;
    }

    int hexLength() {
        return 2 * octets;
    }

    /// What a record that matches the content holds, in hexadecimal.
    String of(byte[] content) {
        return HexFormat.of().formatHex(this == FULL ? content : digest(content));
    }

    private byte[] digest(byte[] content) {
        try {
            return MessageDigest.getInstance(algorithm).digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java run-time has " + algorithm, e);
        }
    }
}
