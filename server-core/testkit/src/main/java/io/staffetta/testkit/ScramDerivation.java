package io.staffetta.testkit;

import io.staffetta.spi.auth.ScramVerifier;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;

import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/// Derives verifiers of ASCII passwords with what the JDK has (RFC 5802 §3), to compare with those
/// of account stores.
final class ScramDerivation {

    private ScramDerivation() {}

    /// @param hash `SHA-1`, `SHA-256` or `SHA-512`
    static ScramVerifier of(String hash, String password, byte[] salt, int iterations) {
        var hmac = "Hmac" + hash.replace("-", "");
        try {
            var digest = MessageDigest.getInstance(hash);
            var spec =
                    new PBEKeySpec(
                            password.toCharArray(),
                            salt,
                            iterations,
                            digest.getDigestLength() * Byte.SIZE);
            var salted = SecretKeyFactory.getInstance("PBKDF2With" + hmac).generateSecret(spec);
            return new ScramVerifier(
                    hash,
                    salt,
                    iterations,
                    digest.digest(mac(hmac, salted.getEncoded(), "Client Key")),
                    mac(hmac, salted.getEncoded(), "Server Key"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SCRAM-" + hash, e);
        }
    }

    private static byte[] mac(String hmac, byte[] key, String text)
            throws GeneralSecurityException {
        var mac = Mac.getInstance(hmac);
        mac.init(new SecretKeySpec(key, hmac));
        return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
    }
}
