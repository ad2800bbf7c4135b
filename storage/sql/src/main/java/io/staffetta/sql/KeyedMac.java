package io.staffetta.sql;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// HMAC-SHA256 with a random key that never leaves this object: its values tell nobody what they
/// were made of. Used by many threads at once.
final class KeyedMac {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_OCTETS = 32;

    private final SecretKeySpec key;

    KeyedMac() {
        var octets = new byte[KEY_OCTETS];
        new SecureRandom().nextBytes(octets);
        key = new SecretKeySpec(octets, ALGORITHM);
    }

    ByteBuffer of(String... parts) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            for (var part : parts) {
                var octets = part.getBytes(StandardCharsets.UTF_8);
                // With the length in front, so that no two lists of parts look the same.
                mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(octets.length).flip());
                mac.update(octets);
            }
            return ByteBuffer.wrap(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }
}
