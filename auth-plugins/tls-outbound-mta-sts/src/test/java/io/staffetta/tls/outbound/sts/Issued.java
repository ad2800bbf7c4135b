package io.staffetta.tls.outbound.sts;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
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

/// A certificate made for a test.
record Issued(KeyPair pair, X509Certificate certificate) {

    private static final Duration DAY = Duration.ofDays(1);

    static Issued authority(String name) throws Exception {
        var pair = KeyPairGenerator.getInstance("EC").generateKeyPair();
        return new Issued(pair, sign(name, pair, name, pair, DAY, true));
    }

    /// A server's certificate, good for a day.
    Issued issue(String host) throws Exception {
        return issue(host, DAY);
    }

    /// @param rest how long it is good from now; negative if it has expired
    Issued issue(String host, Duration rest) throws Exception {
        var other = KeyPairGenerator.getInstance("EC").generateKeyPair();
        var issuer = certificate.getSubjectX500Principal().getName().substring("CN=".length());
        return new Issued(other, sign(issuer, pair, host, other, rest, false));
    }

    String pem() throws IOException {
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            writer.writeObject(certificate);
        }
        return text.toString();
    }

    private static X509Certificate sign(
            String issuer,
            KeyPair signer,
            String subject,
            KeyPair pair,
            Duration rest,
            boolean authority)
            throws Exception {
        var end = Instant.now().plus(rest);
        var builder =
                new JcaX509v3CertificateBuilder(
                        new X500Name("CN=" + issuer),
                        BigInteger.valueOf(System.nanoTime()),
                        Date.from(end.minus(Duration.ofDays(3))),
                        Date.from(end),
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
