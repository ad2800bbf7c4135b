package io.staffetta.sasl.external;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import java.math.BigInteger;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;

import javax.security.auth.x500.X500Principal;

/// Certificates of clients made for a test; who verified them is not asked here.
final class Issued {

    private Issued() {}

    /// One with mail addresses as subject alternative names.
    static X509Certificate certificate(String subject, String... addresses) {
        var names =
                Arrays.stream(addresses)
                        .map(address -> new GeneralName(GeneralName.rfc822Name, address))
                        .toArray(GeneralName[]::new);
        return certificate(subject, names);
    }

    static X509Certificate certificate(String subject, GeneralName... names) {
        try {
            var pair = KeyPairGenerator.getInstance("EC").generateKeyPair();
            var now = Instant.now();
            var builder =
                    new JcaX509v3CertificateBuilder(
                            new X500Name("CN=authority"),
                            BigInteger.valueOf(System.nanoTime()),
                            Date.from(now.minus(Duration.ofDays(1))),
                            Date.from(now.plus(Duration.ofDays(1))),
                            X500Name.getInstance(new X500Principal(subject).getEncoded()),
                            pair.getPublic());
            if (names.length > 0) {
                builder.addExtension(
                        Extension.subjectAlternativeName, false, new GeneralNames(names));
            }
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
