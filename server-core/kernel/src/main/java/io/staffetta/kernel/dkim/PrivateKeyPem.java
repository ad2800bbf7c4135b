package io.staffetta.kernel.dkim;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/// Private keys as PEM (RFC 7468).
final class PrivateKeyPem {

    private static final String PKCS8 = "PRIVATE KEY";
    private static final String PKCS1 = "RSA PRIVATE KEY";

    /// Version 0 and the algorithm rsaEncryption (RFC 5208 §5, RFC 3447 appendix C).
    private static final byte[] RSA_HEAD =
            HexFormat.of().parseHex("020100" + "300d06092a864886f70d0101010500");

    private PrivateKeyPem() {}

    /// As PKCS #8.
    static String encode(PrivateKey key) {
        var base64 = Base64.getMimeEncoder(64, new byte[] {'\n'});
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(PKCS8, base64.encodeToString(key.getEncoded()), PKCS8);
    }

    /// Reads PKCS #8 or, for RSA, PKCS #1.
    ///
    /// @throws IllegalArgumentException with one line that repeats nothing of it
    static PrivateKey decode(String pem) throws GeneralSecurityException {
        if (pem.contains("ENCRYPTED")) {
            throw new IllegalArgumentException(
                    "the key is encrypted; decrypt it first, with openssl pkey");
        }
        if (pem.contains(begin(PKCS8))) {
            return key(octets(pem, PKCS8));
        }
        if (pem.contains(begin(PKCS1))) {
            return key(sequence(RSA_HEAD, der(0x04, octets(pem, PKCS1))));
        }
        throw new IllegalArgumentException("not a private key as PEM (PKCS #8 or PKCS #1)");
    }

    private static PrivateKey key(byte[] pkcs8) throws GeneralSecurityException {
        var spec = new PKCS8EncodedKeySpec(pkcs8);
        for (var algorithm : List.of("RSA", "Ed25519")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                // Of another kind, or of none.
            }
        }
        throw new IllegalArgumentException("neither an RSA key nor an Ed25519 key");
    }

    private static byte[] octets(String pem, String label) {
        int from = pem.indexOf(begin(label)) + begin(label).length();
        int to = pem.indexOf("-----END " + label + "-----", from);
        if (to < 0) {
            throw new IllegalArgumentException("the end of the private key is missing");
        }
        try {
            return Base64.getMimeDecoder()
                    .decode(pem.substring(from, to).getBytes(StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the private key is not Base64", e);
        }
    }

    private static String begin(String label) {
        return "-----BEGIN " + label + "-----";
    }

    private static byte[] sequence(byte[] head, byte[] tail) {
        var content = new ByteArrayOutputStream();
        content.writeBytes(head);
        content.writeBytes(tail);
        return der(0x30, content.toByteArray());
    }

    private static byte[] der(int tag, byte[] content) {
        var out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else if (content.length < 0x1_0000) {
            out.write(0x82);
            out.write(content.length >> 8);
            out.write(content.length);
        } else {
            throw new IllegalArgumentException("the private key is too long");
        }
        out.writeBytes(content);
        return out.toByteArray();
    }
}
