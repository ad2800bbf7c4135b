package io.staffetta.milter;

import io.staffetta.spi.tls.Certificates;
import io.staffetta.testkit.TestCertificate;

import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

/// A certificate made for the test.
final class OneCertificate implements Certificates {

    private final TestCertificate made;
    private final X509ExtendedKeyManager keys;

    OneCertificate() throws Exception {
        made = TestCertificate.authority("authority").issue("mx.test.example");
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "key",
                made.pair().getPrivate(),
                new char[0],
                new Certificate[] {made.certificate()});
        var factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(store, new char[0]);
        keys =
                Arrays.stream(factory.getKeyManagers())
                        .map(X509ExtendedKeyManager.class::cast)
                        .findFirst()
                        .orElseThrow();
    }

    @Override
    public X509ExtendedKeyManager keyManager() {
        return keys;
    }

    @Override
    public List<X509Certificate> current() {
        return List.of(made.certificate());
    }

    @Override
    public void refresh() {}
}
