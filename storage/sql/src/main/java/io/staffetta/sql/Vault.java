package io.staffetta.sql;

import io.staffetta.spi.Secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Encrypts passwords with AES-256-GCM, bound to their account: nothing that is moved to another
/// one can be opened. Used by many threads at once.
final class Vault {

    static final int KEY_OCTETS = 32;

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_OCTETS = 12;
    private static final int TAG_BITS = 128;
    // What is sealed has a length of a multiple of it, so it does not tell that of the password.
    private static final int BLOCK = 64;

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key;
    private final String keyId;

    /// @param key 32 octets, not kept
    Vault(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
        keyId = idOf(key);
    }

    /// Tells keys apart, and nothing else.
    String keyId() {
        return keyId;
    }

    String seal(long account, Secret password) {
        var octets = Passwords.octets(password);
        int blocks = octets.length / BLOCK + 1;
        var padded = Arrays.copyOf(octets, blocks * BLOCK);
        padded[octets.length] = 1;
        var nonce = new byte[NONCE_OCTETS];
        random.nextBytes(nonce);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, nonce, account).doFinal(padded);
            return Base64.getEncoder()
                    .encodeToString(
                            ByteBuffer.allocate(nonce.length + sealed.length)
                                    .put(nonce)
                                    .put(sealed)
                                    .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot encrypt", e);
        }
    }

    /// @throws GeneralSecurityException if it was not sealed with this key for this account
    Secret open(long account, String sealed) throws GeneralSecurityException {
        var octets = Base64.getDecoder().decode(sealed);
        var nonce = Arrays.copyOf(octets, NONCE_OCTETS);
        var padded =
                cipher(Cipher.DECRYPT_MODE, nonce, account)
                        .doFinal(octets, NONCE_OCTETS, octets.length - NONCE_OCTETS);
        int end = padded.length - 1;
        while (padded[end] == 0) {
            end--;
        }
        return Secret.of(new String(padded, 0, end, StandardCharsets.UTF_8));
    }

    private Cipher cipher(int mode, byte[] nonce, long account) throws GeneralSecurityException {
        var cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(("CRAM-MD5 " + account).getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }

    private static String idOf(byte[] key) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update("key id ".getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest.digest(key), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
