package io.staffetta.acme;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A certificate for 127.0.0.1 that an ACME server shows, and the file to believe it by.
record HttpsIdentity(KeyPair pair, X509Certificate certificate, Path chain, Path key) {

    static HttpsIdentity in(Path folder) throws Exception {
        var pair = KeyType.EC_P256.generate();
        var certificate =
                selfSigned(pair, Instant.now().plus(Duration.ofDays(30)), "127.0.0.1", "localhost");
        var chain = folder.resolve("acme-server.pem");
        var key = folder.resolve("acme-server-key.pem");
        Files.writeString(key, Pem.chainAndKey(List.of(), pair.getPrivate()));
        var both = Pem.chainAndKey(List.of(certificate), pair.getPrivate());
        Files.writeString(chain, both.substring(0, both.indexOf("-----BEGIN PRIVATE KEY")));
        return new HttpsIdentity(pair, certificate, chain, key);
    }

    static X509Certificate selfSigned(KeyPair pair, Instant until, String... names)
            throws Exception {
        var subject = new X500Name("CN=" + names[0]);
        var builder =
                new JcaX509v3CertificateBuilder(
                        subject,
                        BigInteger.valueOf(System.nanoTime()),
                        Date.from(until.minus(Duration.ofDays(90))),
                        Date.from(until),
                        subject,
                        pair.getPublic());
        var general = new GeneralName[names.length];
        for (int i = 0; i < names.length; i++) {
            boolean address = names[i].matches("[\\d.]+");
            general[i] =
                    new GeneralName(
                            address ? GeneralName.iPAddress : GeneralName.dNSName, names[i]);
        }
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(general));
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        var algorithm =
                pair.getPrivate().getAlgorithm().equals("RSA")
                        ? "SHA256withRSA"
                        : "SHA256withECDSA";
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(
                                new JcaContentSignerBuilder(algorithm).build(pair.getPrivate())));
    }

    SSLContext context() throws Exception {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setKeyEntry(
                "server", pair.getPrivate(), new char[0], new Certificate[] {certificate});
        var keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, new char[0]);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
