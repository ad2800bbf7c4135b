package io.staffetta.distribution.e2e;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
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
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.stream.Stream;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A certificate of the tests with its key, as good or bad as wanted.
///
/// @param issuer who signed it; `null` if it did that itself
record Issued(KeyPair pair, X509Certificate certificate, @Nullable Issued issuer) {

    private static final Duration GOOD = Duration.ofDays(60);
    private static final Duration EXPIRED = Duration.ofDays(-1);

    static Issued authority(String name) {
        return make(name, pair("EC"), null, true, GOOD);
    }

    /// For a host, or for a person if it is a mail address.
    Issued issue(String... names) {
        return make("", pair("EC"), this, false, GOOD, names);
    }

    Issued issueRsa(String... names) {
        return make("", pair("RSA"), this, false, GOOD, names);
    }

    Issued issueExpired(String... names) {
        return issueFor(EXPIRED, names);
    }

    /// @param left how long it is good for
    Issued issueFor(Duration left, String... names) {
        return make("", pair("EC"), this, false, left, names);
    }

    /// A list of what this authority has revoked.
    String crl(Issued revoked) {
        try {
            var now = Instant.now();
            var list =
                    new JcaX509v2CRLBuilder(
                            certificate.getSubjectX500Principal(), Date.from(now.minusSeconds(60)));
            list.setNextUpdate(Date.from(now.plus(GOOD)));
            list.addCRLEntry(
                    revoked.certificate.getSerialNumber(),
                    Date.from(now.minusSeconds(60)),
                    CRLReason.keyCompromise);
            return pem(new JcaX509CRLConverter().getCRL(list.build(signer(pair))));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Certificate alone.
    String pem() {
        return pem(certificate);
    }

    /// Puts key and chain in place of a file, at one stroke. Everybody may read it.
    Path write(Path file) {
        try {
            var text = pem(new PemObject("PRIVATE KEY", pair.getPrivate().getEncoded())) + pem();
            var fresh =
                    Files.writeString(
                            file.resolveSibling(file.getFileName() + ".new"),
                            issuer == null ? text : text + issuer.pem());
            return Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// SHA-256 of the certificate.
    String fingerprint() {
        try {
            return sha256(certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// SHA-256 of the public key, as TLSA records have it.
    String keyFingerprint() {
        return sha256(pair.getPublic().getEncoded());
    }

    /// Options of a JVM that believes this authority and no other.
    ///
    /// @param file to be written
    String trustOptions(Path file) {
        try (var out = Files.newOutputStream(file)) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("ca", certificate);
            store.store(out, "changeit".toCharArray());
            return "-Djavax.net.ssl.trustStore=%s -Djavax.net.ssl.trustStorePassword=changeit"
                    .formatted(file);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What a server shows.
    SSLContext context() {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            var chain = Stream.of(this, issuer).filter(each -> each != null);
            store.setKeyEntry(
                    "it",
                    pair.getPrivate(),
                    new char[0],
                    chain.map(Issued::certificate).toArray(X509Certificate[]::new));
            var keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(store, new char[0]);
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Issued make(
            String authority,
            KeyPair pair,
            @Nullable Issued issuer,
            boolean ca,
            Duration left,
            String... names) {
        var subject = new X500Name("CN=" + (ca ? authority : names[0]));
        var now = Instant.now();
        try {
            var builder =
                    new JcaX509v3CertificateBuilder(
                            issuer == null
                                    ? subject
                                    : X500Name.getInstance(
                                            issuer.certificate
                                                    .getSubjectX500Principal()
                                                    .getEncoded()),
                            BigInteger.valueOf(System.nanoTime()),
                            Date.from(now.minus(Duration.ofDays(30))),
                            Date.from(now.plus(left)),
                            subject,
                            pair.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(ca));
            if (names.length > 0) {
                builder.addExtension(Extension.subjectAlternativeName, false, names(names));
            }
            var signed = builder.build(signer(issuer == null ? pair : issuer.pair));
            return new Issued(
                    pair, new JcaX509CertificateConverter().getCertificate(signed), issuer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static GeneralNames names(String... names) {
        return new GeneralNames(
                Arrays.stream(names)
                        .map(name ->
                                new GeneralName(
                                        name.contains("@")
                                                ? GeneralName.rfc822Name
                                                : GeneralName.dNSName,
                                        name))
                        .toArray(GeneralName[]::new));
    }

    private static ContentSigner signer(KeyPair pair) throws OperatorCreationException {
        return new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate());
    }

    private static KeyPair pair(String algorithm) {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(algorithm.equals("EC") ? 256 : 2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(byte[] octets) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(Object object) {
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
