package io.staffetta.testkit;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/// A certificate with its private key, made for a test; valid since yesterday and until tomorrow.
///
/// @param pair the key
/// @param certificate for the key
public record TestCertificate(KeyPair pair, X509Certificate certificate) {

    /// An authority that signs itself.
    public static TestCertificate authority(String name) throws Exception {
        var pair = KeyPairGenerator.getInstance("EC").generateKeyPair();
        return new TestCertificate(pair, sign(name, pair, name, pair, true));
    }

    /// A certificate for a name, issued by this one.
    public TestCertificate issue(String name) throws Exception {
        var other = KeyPairGenerator.getInstance("EC").generateKeyPair();
        var issuer = certificate.getSubjectX500Principal().getName().substring("CN=".length());
        return new TestCertificate(other, sign(issuer, pair, name, other, false));
    }

    /// The certificate in PEM.
    public String pem() throws IOException {
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            writer.writeObject(certificate);
        }
        return text.toString();
    }

    /// The private key in PEM, as PKCS#8 without encryption.
    public String keyPem() throws IOException {
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            writer.writeObject(new JcaPKCS8Generator(pair.getPrivate(), null));
        }
        return text.toString();
    }

    private static X509Certificate sign(
            String issuer, KeyPair signer, String subject, KeyPair pair, boolean authority)
            throws Exception {
        var now = Instant.now();
        var builder =
                new JcaX509v3CertificateBuilder(
                        new X500Name("CN=" + issuer),
                        BigInteger.valueOf(System.nanoTime()),
                        Date.from(now.minus(Duration.ofDays(1))),
                        Date.from(now.plus(Duration.ofDays(1))),
                        new X500Name("CN=" + subject),
                        pair.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
        if (!authority) {
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.dNSName, subject)));
        }
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(
                                new JcaContentSignerBuilder("SHA256withECDSA")
                                        .build(signer.getPrivate())));
    }
}
