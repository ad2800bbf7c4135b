package io.staffetta.testkit;

import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.ScramVerifier;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;

import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/// Makes what a store keeps for SCRAM from a password (RFC 5802 §3), for stores of tests. ASCII
/// passwords only: nothing is prepared.
public final class ScramVerifiers {

    private ScramVerifiers() {}

    /// Makes one.
    ///
    /// @param hash `SHA-1`, `SHA-256` or `SHA-512`
    public static ScramVerifier of(Secret password, String hash, byte[] salt, int iterations) {
        try {
            var digest = MessageDigest.getInstance(hash);
            var mac = Mac.getInstance("Hmac" + hash.replace("-", ""));
            var spec =
                    new PBEKeySpec(
                            password.reveal().toCharArray(),
                            salt,
                            iterations,
                            Byte.SIZE * digest.getDigestLength());
            var salted =
                    SecretKeyFactory.getInstance("PBKDF2With" + mac.getAlgorithm())
                            .generateSecret(spec)
                            .getEncoded();
            return new ScramVerifier(
                    hash,
                    salt,
                    iterations,
                    digest.digest(hmac(mac, salted, "Client Key")),
                    hmac(mac, salted, "Server Key"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks PBKDF2 with " + hash, e);
        }
    }

    private static byte[] hmac(Mac mac, byte[] key, String text) throws GeneralSecurityException {
        mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
        return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
    }
}
