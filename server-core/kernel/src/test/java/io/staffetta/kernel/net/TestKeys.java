package io.staffetta.kernel.net;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// Self-signed certificates of a server and a client, made for these tests.
final class TestKeys {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private TestKeys() {}

    static X509ExtendedKeyManager keys(String name) {
        try {
            var factory = KeyManagerFactory.getInstance("SunX509");
            factory.init(store(name), PASSWORD);
            return (X509ExtendedKeyManager) factory.getKeyManagers()[0];
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static X509Certificate certificate(String name) {
        return keys(name).getCertificateChain(name)[0];
    }

    static X509ExtendedTrustManager trusting(String name) {
        try {
            var anchors = KeyStore.getInstance("PKCS12");
            anchors.load(null, null);
            anchors.setCertificateEntry(name, certificate(name));
            var factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(anchors);
            return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A client that trusts the server; with a certificate of its own where one is named.
    static SSLContext client(String... names) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(
                    names.length == 0 ? null : new KeyManager[] {keys(names[0])},
                    new TrustManager[] {trusting("server")},
                    null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore store(String name) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        try (var in = TestKeys.class.getResourceAsStream(name + ".p12")) {
            store.load(in, PASSWORD);
        }
        return store;
    }
}
