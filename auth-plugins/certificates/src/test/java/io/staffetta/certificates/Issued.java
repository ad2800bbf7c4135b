package io.staffetta.certificates;

import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;

/// A certificate made for a test.
record Issued(KeyPair pair, X509Certificate certificate) {

    static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    static Issued of(String algorithm, String... names) throws Exception {
        return valid(
                NOW.minus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(90)), algorithm, names);
    }

    static Issued valid(Instant from, Instant until, String algorithm, String... names)
            throws Exception {
        var pair = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        var subject = new X500Name("CN=" + names[0]);
        return new Issued(pair, sign(from, until, subject, subject, pair, pair, names));
    }

    /// A certificate of the old kind: a common name and nothing more.
    static Issued withoutNames(String commonName) throws Exception {
        var pair = KeyPairGenerator.getInstance("EC").generateKeyPair();
        var subject = new X500Name("CN=" + commonName);
        return new Issued(
                pair, sign(NOW, NOW.plus(Duration.ofDays(90)), subject, subject, pair, pair));
    }

    /// A certificate with another key, signed by this one.
    Issued issue(String algorithm, String... names) throws Exception {
        var other = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        var issuer = new X500Name(certificate.getSubjectX500Principal().getName());
        var subject = new X500Name("CN=" + names[0]);
        return new Issued(
                other,
                sign(NOW, NOW.plus(Duration.ofDays(90)), issuer, subject, pair, other, names));
    }

    Path chain(Path file) throws IOException {
        return Files.writeString(file, pem(certificate));
    }

    /// The key in the old form: SEC 1 or PKCS#1.
    Path traditionalKey(Path file) throws IOException {
        if (!(pair.getPrivate() instanceof ECPrivateKey key)) {
            return Files.writeString(file, pem(pair.getPrivate()));
        }
        // As OpenSSL does: with the curve.
        var sec1 =
                new org.bouncycastle.asn1.sec.ECPrivateKey(
                        key.getParams().getOrder().bitLength(),
                        key.getS(),
                        PrivateKeyInfo.getInstance(key.getEncoded())
                                .getPrivateKeyAlgorithm()
                                .getParameters());
        return Files.writeString(file, pem(new PemObject("EC PRIVATE KEY", sec1.getEncoded())));
    }

    static String pem(Object object) throws IOException {
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString();
    }

    private static X509Certificate sign(
            Instant from,
            Instant until,
            X500Name issuer,
            X500Name subject,
            KeyPair signer,
            KeyPair pair,
            String... names)
            throws Exception {
        var builder =
                new JcaX509v3CertificateBuilder(
                        issuer,
                        BigInteger.valueOf(System.nanoTime()),
                        Date.from(from),
                        Date.from(until),
                        subject,
                        pair.getPublic());
        var general =
                Arrays.stream(names)
                        .map(name -> new GeneralName(GeneralName.dNSName, name))
                        .toArray(GeneralName[]::new);
        if (general.length > 0) {
            builder.addExtension(
                    Extension.subjectAlternativeName, false, new GeneralNames(general));
        }
        var algorithm =
                signer.getPrivate().getAlgorithm().equals("RSA")
                        ? "SHA256withRSA"
                        : "SHA256withECDSA";
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(
                                new JcaContentSignerBuilder(algorithm).build(signer.getPrivate())));
    }
}
