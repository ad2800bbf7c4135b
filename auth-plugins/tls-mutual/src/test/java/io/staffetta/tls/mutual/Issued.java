package io.staffetta.tls.mutual;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/// A certificate made for a test.
record Issued(KeyPair pair, X509Certificate certificate) {

    static Issued authority(String name) throws Exception {
        var pair = KeyPairGenerator.getInstance("EC").generateKeyPair();
        return new Issued(pair, sign(name, pair, name, pair, true, Duration.ofDays(9), ""));
    }

    /// An authority below this one.
    Issued intermediate(String name) throws Exception {
        var other = KeyPairGenerator.getInstance("EC").generateKeyPair();
        return new Issued(other, sign(cn(), pair, name, other, true, Duration.ofDays(9), ""));
    }

    Issued issue(String name) throws Exception {
        return issue(name, Duration.ofDays(9), "");
    }

    /// @param left how long it is good for; negative if it has expired
    /// @param responder for OCSP; empty for none
    Issued issue(String name, Duration left, String responder) throws Exception {
        var other = KeyPairGenerator.getInstance("EC").generateKeyPair();
        return new Issued(other, sign(cn(), pair, name, other, false, left, responder));
    }

    /// A certificate that says where the list it would be on is published.
    Issued issueListed(String name, DistributionPointName list) throws Exception {
        var other = KeyPairGenerator.getInstance("EC").generateKeyPair();
        var builder = builder(cn(), name, other, Duration.ofDays(9));
        builder.addExtension(
                Extension.cRLDistributionPoints,
                false,
                new CRLDistPoint(
                        new DistributionPoint[] {new DistributionPoint(list, null, null)}));
        return new Issued(
                other, new JcaX509CertificateConverter().getCertificate(builder.build(signer())));
    }

    /// A list of what this authority revoked, good for that long.
    String crl(Duration left, Issued... revoked) throws Exception {
        return crl(left, null, revoked);
    }

    /// @param part what the list is about; `null` for all certificates
    String crl(Duration left, @Nullable IssuingDistributionPoint part, Issued... revoked)
            throws Exception {
        var now = Instant.now();
        var builder =
                new JcaX509v2CRLBuilder(
                        certificate.getSubjectX500Principal(),
                        Date.from(now.minus(Duration.ofDays(2))));
        builder.setNextUpdate(Date.from(now.plus(left)));
        if (part != null) {
            builder.addExtension(Extension.issuingDistributionPoint, true, part);
        }
        for (var one : revoked) {
            builder.addCRLEntry(
                    one.certificate().getSerialNumber(),
                    Date.from(now.minus(Duration.ofHours(1))),
                    CRLReason.keyCompromise);
        }
        return pem(new JcaX509CRLConverter().getCRL(builder.build(signer())));
    }

    ContentSigner signer() throws OperatorCreationException {
        return new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate());
    }

    String pem() throws IOException {
        return pem(certificate);
    }

    /// Certificate and key.
    Path write(Path file) throws IOException {
        return Files.writeString(
                file,
                pem(certificate)
                        + pem(new PemObject("PRIVATE KEY", pair.getPrivate().getEncoded())));
    }

    private String cn() {
        return certificate.getSubjectX500Principal().getName().substring("CN=".length());
    }

    private static String pem(Object object) throws IOException {
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString();
    }

    private static X509Certificate sign(
            String issuer,
            KeyPair signer,
            String subject,
            KeyPair pair,
            boolean authority,
            Duration left,
            String responder)
            throws Exception {
        var builder = builder(issuer, subject, pair, left);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
        if (!responder.isEmpty()) {
            builder.addExtension(
                    Extension.authorityInfoAccess,
                    false,
                    new AuthorityInformationAccess(
                            AccessDescription.id_ad_ocsp,
                            new GeneralName(GeneralName.uniformResourceIdentifier, responder)));
        }
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(
                                new JcaContentSignerBuilder("SHA256withECDSA")
                                        .build(signer.getPrivate())));
    }

    private static JcaX509v3CertificateBuilder builder(
            String issuer, String subject, KeyPair pair, Duration left) {
        var now = Instant.now();
        return new JcaX509v3CertificateBuilder(
                new X500Name("CN=" + issuer),
                BigInteger.valueOf(System.nanoTime()),
                Date.from(now.minus(Duration.ofDays(10))),
                Date.from(now.plus(left)),
                new X500Name("CN=" + subject),
                pair.getPublic());
    }
}
