package io.staffetta.acme;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;

/// What kind of key a certificate gets.
public enum KeyType {
    /// ECDSA on the curve P-256.
    EC_P256("secp256r1", 256),
    /// ECDSA on the curve P-384.
    EC_P384("secp384r1", 384),
    /// RSA with 2048 bits.
    RSA_2048("", 2048),
    /// RSA with 3072 bits.
    RSA_3072("", 3072),
    /// RSA with 4096 bits.
    RSA_4096("", 4096);

    private final String curve;
    private final int bits;

    KeyType(String curve, int bits) {
        this.curve = curve;
        this.bits = bits;
    }

    /// Algorithm for file names: `ec` or `rsa`.
    String algorithm() {
        return curve.isEmpty() ? "rsa" : "ec";
    }

    KeyPair generate() {
        try {
            var generator = KeyPairGenerator.getInstance(curve.isEmpty() ? "RSA" : "EC");
            if (curve.isEmpty()) {
                generator.initialize(bits);
            } else {
                generator.initialize(new ECGenParameterSpec(curve));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java run-time lacks " + this, e);
        }
    }

    boolean matches(PublicKey key) {
        return switch (key) {
            case ECPublicKey ec ->
                    !curve.isEmpty() && ec.getParams().getOrder().bitLength() == bits;
            case RSAPublicKey rsa -> curve.isEmpty() && rsa.getModulus().bitLength() == bits;
            default -> false;
        };
    }
}
