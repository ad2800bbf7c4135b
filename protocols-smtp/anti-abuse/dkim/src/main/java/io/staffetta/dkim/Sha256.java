package io.staffetta.dkim;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The hash of DKIM (RFC 8301 §3.1).
final class Sha256 {

    /// Octets of a hash.
    static final int LENGTH = 32;

    private Sha256() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
