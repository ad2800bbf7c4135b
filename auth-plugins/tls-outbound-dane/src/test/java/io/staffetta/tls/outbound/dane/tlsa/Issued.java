package io.staffetta.tls.outbound.dane.tlsa;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;

/// A certificate made for a test.
public record Issued(KeyPair pair, X509Certificate certificate) {

    /// What a certificate is like.
    ///
    /// @param ends from now; in the past if it has expired
    public record Kind(
            boolean authority, Duration ends, KeyPurposeId purpose, List<String> alternatives) {

        public static Kind ca() {
            return new Kind(true, Duration.ofDays(1), null, List.of());
        }

        public static Kind server(String... alternatives) {
            return new Kind(
                    false,
                    Duration.ofDays(1),
                    KeyPurposeId.id_kp_serverAuth,
                    List.of(alternatives));
        }

        public Kind expired() {
            return new Kind(authority, Duration.ofHours(-1), purpose, alternatives);
        }

        public Kind of(KeyPurposeId other) {
            return new Kind(authority, ends, other, alternatives);
        }
    }

    public static Issued selfSigned(String name, Kind kind) throws Exception {
        var pair = generate();
        return new Issued(pair, sign(name, pair, name, pair, kind));
    }

    public Issued issue(String name, Kind kind) throws Exception {
        var other = generate();
        var issuer = certificate.getSubjectX500Principal().getName().substring("CN=".length());
        return new Issued(other, sign(issuer, pair, name, other, kind));
    }

    /// A record for it: parameters as in `3 1 1`.
    public Tlsa tlsa(int usage, int selector, int matching) throws Exception {
        var content =
                selector == 1 ? certificate.getPublicKey().getEncoded() : certificate.getEncoded();
        var data =
                switch (matching) {
                    case 1 -> MessageDigest.getInstance("SHA-256").digest(content);
                    case 2 -> MessageDigest.getInstance("SHA-512").digest(content);
                    default -> content;
                };
        return new Tlsa(usage, selector, matching, HexFormat.of().formatHex(data));
    }

    public static X509Certificate[] chain(Issued... chain) {
        return Arrays.stream(chain).map(Issued::certificate).toArray(X509Certificate[]::new);
    }

    private static KeyPair generate() throws Exception {
        return KeyPairGenerator.getInstance("EC").generateKeyPair();
    }

    private static X509Certificate sign(
            String issuer, KeyPair signer, String subject, KeyPair pair, Kind kind)
            throws Exception {
        var now = Instant.now();
        var builder =
                new JcaX509v3CertificateBuilder(
                        new X500Name("CN=" + issuer),
                        BigInteger.valueOf(System.nanoTime()),
                        Date.from(now.minus(Duration.ofDays(2))),
                        Date.from(now.plus(kind.ends())),
                        new X500Name("CN=" + subject),
                        pair.getPublic());
        builder.addExtension(
                Extension.basicConstraints, true, new BasicConstraints(kind.authority()));
        if (kind.purpose() != null) {
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(kind.purpose()));
        }
        if (!kind.alternatives().isEmpty()) {
            var names =
                    kind.alternatives().stream()
                            .map(name -> new GeneralName(GeneralName.dNSName, name))
                            .toArray(GeneralName[]::new);
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
        }
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(
                                new JcaContentSignerBuilder("SHA256withECDSA")
                                        .build(signer.getPrivate())));
    }
}
