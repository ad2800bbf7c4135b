package io.staffetta.tls.outbound.dane.tlsa;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Certificates and keys that stand in records as a whole.
final class WholeData {

    /// Key algorithms of certificates, as [KeyFactory] knows them.
    private static final List<String> ALGORITHMS =
            List.of("RSA", "EC", "EdDSA", "RSASSA-PSS", "DSA");

    private WholeData() {}

    static Optional<X509Certificate> certificate(byte[] octets) {
        try {
            var in = new ByteArrayInputStream(octets);
            var factory = CertificateFactory.getInstance("X.509");
            var certificate = (X509Certificate) factory.generateCertificate(in);
            return Arrays.equals(certificate.getEncoded(), octets)
                    ? Optional.of(certificate)
                    : Optional.empty();
        } catch (CertificateException e) {
            return Optional.empty();
        }
    }

    /// A DER-encoded SubjectPublicKeyInfo.
    static Optional<PublicKey> publicKey(byte[] octets) {
        for (var algorithm : ALGORITHMS) {
            try {
                var spec = new X509EncodedKeySpec(octets);
                return Optional.of(KeyFactory.getInstance(algorithm).generatePublic(spec));
            } catch (GeneralSecurityException e) {
                // A key of another algorithm, or none at all.
            }
        }
        return Optional.empty();
    }
}
