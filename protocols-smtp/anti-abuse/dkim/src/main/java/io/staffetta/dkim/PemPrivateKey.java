package io.staffetta.dkim;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/// Reads private keys from PEM (RFC 7468 §10, RFC 8017 appendix A.1.2).
final class PemPrivateKey {

    private static final byte[] RSA_PKCS1_HEAD =
            HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");
    private static final int OCTET_STRING = 0x04;
    private static final int SEQUENCE = 0x30;

    private PemPrivateKey() {}

    /// The first key of a text: RSA or Ed25519.
    ///
    /// @throws GeneralSecurityException with a message that tells nothing of the key
    static PrivateKey read(String pem) throws GeneralSecurityException {
        var pkcs8 = block(pem, "PRIVATE KEY");
        if (pkcs8.isPresent()) {
            return parse(pkcs8.get());
        }
        var pkcs1 = block(pem, "RSA PRIVATE KEY");
        if (pkcs1.isPresent()) {
            return parse(wrapped(pkcs1.get()));
        }
        throw new GeneralSecurityException(
                pem.contains("ENCRYPTED")
                        ? "the key is encrypted"
                        : "there is no PEM block PRIVATE KEY or RSA PRIVATE KEY");
    }

    private static PrivateKey parse(byte[] pkcs8) throws GeneralSecurityException {
        for (var algorithm : new String[] {"RSA", "Ed25519"}) {
            try {
                return KeyFactory.getInstance(algorithm)
                        .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (GeneralSecurityException | RuntimeException _) {
                // Then it is the other, or none.
            }
        }
        throw new GeneralSecurityException("the key is neither RSA nor Ed25519, or is broken");
    }

    private static Optional<byte[]> block(String pem, String label)
            throws GeneralSecurityException {
        var begin = "-----BEGIN " + label + "-----";
        int start = pem.indexOf(begin);
        int end = pem.indexOf("-----END " + label + "-----", Math.max(start, 0));
        if (start < 0 || end < 0) {
            return Optional.empty();
        }
        var text = pem.substring(start + begin.length(), end);
        if (text.contains("ENCRYPTED")) {
            throw new GeneralSecurityException("the key is encrypted");
        }
        try {
            return Optional.of(Base64.getMimeDecoder().decode(text));
        } catch (IllegalArgumentException _) {
            throw new GeneralSecurityException("the PEM block is broken");
        }
    }

    private static byte[] wrapped(byte[] pkcs1) {
        var content = new ByteArrayOutputStream();
        content.writeBytes(RSA_PKCS1_HEAD);
        content.writeBytes(Der.of(OCTET_STRING, pkcs1));
        return Der.of(SEQUENCE, content.toByteArray());
    }
}
