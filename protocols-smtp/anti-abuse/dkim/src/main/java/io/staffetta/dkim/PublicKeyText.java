package io.staffetta.dkim;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/// Reads the `p=` of key records and refuses keys that prove nothing or cost too much.
final class PublicKeyText {

    private static final int ED25519_OCTETS = 32;
    private static final byte[] ED25519_PREFIX =
            HexFormat.of().parseHex("302a300506032b6570032100");
    private static final byte[] RSA_ALGORITHM =
            HexFormat.of().parseHex("300d06092a864886f70d0101010500");

    /// Verifying costs as much as the exponent is long; in practice it is 65537 or 3.
    private static final int LONGEST_EXPONENT_BITS = 33;

    private PublicKeyText() {}

    /// Reads a key.
    ///
    /// @param type `rsa` or `ed25519`
    /// @param base64 without white space
    static PublicKey read(String type, String base64, KeyLimits limits)
            throws NotVerifiedException {
        byte[] octets;
        try {
            octets = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException _) {
            throw broken("the key is no base64");
        }
        try {
            return switch (type) {
                case "rsa" -> checked(rsa(octets), limits);
                case "ed25519" -> ed25519(octets);
                default -> throw broken("the key is of an unknown type");
            };
        } catch (GeneralSecurityException | RuntimeException _) {
            throw broken("the key is broken");
        }
    }

    /// A SubjectPublicKeyInfo as everybody publishes it, or the bare RSAPublicKey of the RFC's
    /// words.
    private static PublicKey rsa(byte[] octets) throws GeneralSecurityException {
        var keys = KeyFactory.getInstance("RSA");
        try {
            return keys.generatePublic(new X509EncodedKeySpec(octets));
        } catch (GeneralSecurityException _) {
            return keys.generatePublic(new X509EncodedKeySpec(wrapped(octets)));
        }
    }

    private static PublicKey ed25519(byte[] octets)
            throws GeneralSecurityException, NotVerifiedException {
        if (octets.length != ED25519_OCTETS) {
            throw broken("an Ed25519 key has 32 octets");
        }
        var der = new ByteArrayOutputStream();
        der.writeBytes(ED25519_PREFIX);
        der.writeBytes(octets);
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(der.toByteArray()));
    }

    private static PublicKey checked(PublicKey key, KeyLimits limits) throws NotVerifiedException {
        if (!(key instanceof RSAPublicKey rsa)) {
            throw broken("the key is broken");
        }
        int bits = rsa.getModulus().bitLength();
        if (bits < limits.minRsaBits()) {
            throw new NotVerifiedException(
                    Result.POLICY, "an RSA key of %d bits is too short".formatted(bits));
        }
        if (bits > limits.maxRsaBits()) {
            throw new NotVerifiedException(
                    Result.POLICY, "an RSA key of %d bits is too long".formatted(bits));
        }
        var exponent = rsa.getPublicExponent();
        if (!rsa.getModulus().testBit(0)
                || !exponent.testBit(0)
                || exponent.compareTo(BigInteger.ONE) <= 0
                || exponent.bitLength() > LONGEST_EXPONENT_BITS) {
            throw broken("the RSA key is no sound key");
        }
        return key;
    }

    private static byte[] wrapped(byte[] octets) {
        var content = new ByteArrayOutputStream();
        content.writeBytes(RSA_ALGORITHM);
        content.writeBytes(Der.of(0x03, prefixed(octets)));
        return Der.of(0x30, content.toByteArray());
    }

    private static byte[] prefixed(byte[] octets) {
        byte[] bits = new byte[octets.length + 1];
        System.arraycopy(octets, 0, bits, 1, octets.length);
        return bits;
    }

    private static NotVerifiedException broken(String reason) {
        return new NotVerifiedException(Result.PERMERROR, reason);
    }
}
