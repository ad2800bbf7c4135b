package io.staffetta.remote.client;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/// A certificate authority that nobody but a test believes.
public final class TestAuthority {

    private static final X500Name NAME = new X500Name("CN=Test Authority");
    private static final char[] PASSWORD = "test".toCharArray();

    private final KeyPair pair;
    private final X509Certificate root;

    public TestAuthority() throws Exception {
        pair = KeyPairGenerator.getInstance("EC").generateKeyPair();
        root = sign(NAME, pair, Instant.now().plus(Duration.ofDays(1)), true);
    }

    /// A server with a valid certificate.
    public SSLContext server(String... names) throws Exception {
        return server(Instant.now().plus(Duration.ofDays(1)), names);
    }

    /// A server whose certificate is valid until then.
    public SSLContext server(Instant until, String... names) throws Exception {
        var own = KeyPairGenerator.getInstance("EC").generateKeyPair();
        var store = empty();
        store.setKeyEntry(
                "server", own.getPrivate(), PASSWORD, new Certificate[] {issue(own, until, names)});
        var keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    X509Certificate issue(String... names) throws Exception {
        return issue(
                KeyPairGenerator.getInstance("EC").generateKeyPair(),
                Instant.now().plus(Duration.ofDays(1)),
                names);
    }

    /// Believes this authority alone.
    public X509ExtendedTrustManager trust() throws Exception {
        var store = empty();
        store.setCertificateEntry("root", root);
        var trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(store);
        return (X509ExtendedTrustManager) trust.getTrustManagers()[0];
    }

    private X509Certificate issue(KeyPair own, Instant until, String... names) throws Exception {
        return sign(new X500Name("CN=" + names[0]), own, until, false, names);
    }

    private X509Certificate sign(
            X500Name subject, KeyPair own, Instant until, boolean authority, String... names)
            throws Exception {
        var builder =
                new JcaX509v3CertificateBuilder(
                        NAME,
                        BigInteger.valueOf(System.nanoTime()),
                        Date.from(Instant.now().minus(Duration.ofDays(2))),
                        Date.from(until),
                        subject,
                        own.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
        if (names.length > 0) {
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(
                            Arrays.stream(names)
                                    .map(TestAuthority::name)
                                    .toArray(GeneralName[]::new)));
        }
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(
                                new JcaContentSignerBuilder("SHA256withECDSA")
                                        .build(pair.getPrivate())));
    }

    private static GeneralName name(String text) {
        return new GeneralName(
                NameCheck.isAddress(text) ? GeneralName.iPAddress : GeneralName.dNSName, text);
    }

    private static KeyStore empty() throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
