package io.staffetta.distribution.e2e;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/// A client of SCRAM (RFC 5802) that says whatever it is told about channel binding.
///
/// @param hash such as `SHA-256`
/// @param gs2 the GS2 header, such as `n,,`
record ScramLogin(String hash, String gs2) {

    private static final String NONCE = "rOprNGfwEbeRWgbNEkqO";

    /// Logs in by `SCRAM-…` without `-PLUS`; returns the last reply.
    String by(SmtpWire wire, String login, String password) {
        var bare = "n=" + login + ",r=" + NONCE;
        var reply = wire.say("AUTH SCRAM-" + hash + " " + base64(gs2 + bare));
        if (!reply.startsWith("334 ")) {
            return reply;
        }
        var challenge = decoded(reply);
        if (!challenge.startsWith("r=")) {
            return wire.say("");
        }
        var parts = challenge.split(",", 3);
        var unproved = "c=" + base64(gs2) + ",r=" + parts[0].substring("r=".length());
        var proof =
                proof(
                        password,
                        Base64.getDecoder().decode(parts[1].substring("s=".length())),
                        Integer.parseInt(parts[2].substring("i=".length())),
                        bare + "," + challenge + "," + unproved);
        reply = wire.say(base64(unproved + ",p=" + proof));
        // Its last message, or an error, is to be acknowledged.
        return reply.startsWith("334 ") ? wire.say("") : reply;
    }

    private String proof(String password, byte[] salt, int iterations, String message) {
        try {
            var digest = hash.replace("-", "");
            int bits = MessageDigest.getInstance(hash).getDigestLength() * 8;
            var salted =
                    SecretKeyFactory.getInstance("PBKDF2WithHmac" + digest)
                            .generateSecret(
                                    new PBEKeySpec(password.toCharArray(), salt, iterations, bits))
                            .getEncoded();
            var key = hmac(digest, salted, "Client Key");
            var stored = MessageDigest.getInstance(hash).digest(key);
            var signature = hmac(digest, stored, message);
            for (int i = 0; i < key.length; i++) {
                key[i] ^= signature[i];
            }
            return Base64.getEncoder().encodeToString(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(String digest, byte[] key, String text)
            throws GeneralSecurityException {
        var mac = Mac.getInstance("Hmac" + digest);
        mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static String decoded(String reply) {
        return new String(
                Base64.getDecoder().decode(reply.substring("334 ".length())),
                StandardCharsets.UTF_8);
    }
}
