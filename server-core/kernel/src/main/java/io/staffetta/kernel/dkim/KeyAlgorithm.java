package io.staffetta.kernel.dkim;

import java.util.Arrays;
import java.util.Locale;

/// Kinds of keys.
public enum KeyAlgorithm {
    /// RFC 6376 §3.3.
    RSA,

    /// RFC 8463.
    ED25519;

    /// Size of a new RSA key.
    public static final int DEFAULT_RSA_BITS = 2048;

    /// What RFC 8301 §3.2 demands of signers.
    static final int MIN_RSA_BITS = 1024;

    /// Beyond what verifiers must be able to check, and what fits into answers of the DNS.
    static final int MAX_RSA_BITS = 4096;

    private static final int ED25519_BITS = 256;

    /// As in the tag `k=` (RFC 6376 §3.6.1): `rsa`, `ed25519`.
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The bits of a key that shall be made.
    ///
    /// @param rsaBits for RSA
    /// @throws IllegalArgumentException if an RSA key may not have that many
    int bits(int rsaBits) {
        return switch (this) {
            case RSA -> checkedRsaBits(rsaBits);
            case ED25519 -> ED25519_BITS;
        };
    }

    static int checkedRsaBits(int bits) {
        if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS) {
            throw new IllegalArgumentException(
                    "an RSA key has %d to %d bits, not %d"
                            .formatted(MIN_RSA_BITS, MAX_RSA_BITS, bits));
        }
        return bits;
    }

    /// @throws IllegalArgumentException if there is none
    static KeyAlgorithm ofTag(String tag) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.tag().equals(tag))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no algorithm of that name"));
    }
}
