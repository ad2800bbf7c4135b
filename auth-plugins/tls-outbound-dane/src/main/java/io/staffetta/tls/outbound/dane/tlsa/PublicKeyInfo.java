package io.staffetta.tls.outbound.dane.tlsa;

import java.nio.ByteBuffer;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;

/// The SubjectPublicKeyInfo of a certificate, octet by octet as its issuer signed it; encoding the
/// parsed key anew need not give the same.
final class PublicKeyInfo {

    private static final int VERSION = 0xa0;

    /// serialNumber, signature, issuer, validity, subject (RFC 5280 §4.1).
    private static final int FIELDS_BEFORE = 5;

    private PublicKeyInfo() {}

    static byte[] of(X509Certificate certificate) throws CertificateEncodingException {
        var in = ByteBuffer.wrap(certificate.getTBSCertificate());
        try {
            in.get();
            length(in);
            if (Byte.toUnsignedInt(in.get(in.position())) == VERSION) {
                skip(in);
            }
            for (int i = 0; i < FIELDS_BEFORE; i++) {
                skip(in);
            }
            int begin = in.position();
            skip(in);
            return Arrays.copyOfRange(in.array(), begin, in.position());
        } catch (RuntimeException e) {
            throw new CertificateEncodingException("the certificate is broken", e);
        }
    }

    private static void skip(ByteBuffer in) {
        in.get();
        int length = length(in);
        in.position(in.position() + length);
    }

    private static int length(ByteBuffer in) {
        int first = Byte.toUnsignedInt(in.get());
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < (first & 0x7f); i++) {
            length = length << 8 | Byte.toUnsignedInt(in.get());
        }
        return length;
    }
}
