package io.staffetta.kernel.admin;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;

/// The certificate that the tests of TLS use.
final class TestCertificate {

    private TestCertificate() {}

    static X509Certificate read() throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        try (var in =
                TestCertificate.class.getResourceAsStream("/io/staffetta/kernel/net/server.p12")) {
            store.load(in, "changeit".toCharArray());
        }
        return (X509Certificate) store.getCertificate("server");
    }
}
