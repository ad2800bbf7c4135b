package io.staffetta.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.tls.Certificates;

import org.junit.jupiter.api.Test;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/// What every source of [Certificates] keeps to. A test class implements it and inherits its tests.
public interface CertificatesContract {

    /// A source that was started and has at least one certificate. Closed by the test class.
    Certificates certificates() throws Exception;

    /// The kernel builds its TLS contexts once.
    @Test
    default void theKeyManagerStaysTheSame() throws Exception {
        var certificates = certificates();
        var manager = certificates.keyManager();

        certificates.refresh();

        assertThat(certificates.keyManager()).isSameAs(manager);
    }

    /// What is shown to the operator is what is served.
    @Test
    default void everyCurrentCertificateIsServedWithItsKey() throws Exception {
        var certificates = certificates();
        var manager = certificates.keyManager();
        var served = new ArrayList<X509Certificate>();
        for (var keyType : List.of("EC", "RSA", "RSASSA-PSS", "EdDSA")) {
            var aliases = manager.getServerAliases(keyType, null);
            for (var alias : aliases == null ? new String[0] : aliases) {
                var certificate = manager.getCertificateChain(alias)[0];
                assertThat(certificate.getPublicKey().getAlgorithm()).isEqualTo(keyType);
                assertThat(manager.getPrivateKey(alias)).isNotNull();
                served.add(certificate);
            }
        }

        assertThat(certificates.current()).isNotEmpty();
        assertThat(served).containsExactlyInAnyOrderElementsOf(certificates.current());
    }

    /// JSSE asks for whatever the client offers.
    @Test
    default void whatIsNotThereIsAnsweredWithNothing() throws Exception {
        var manager = certificates().keyManager();

        assertThat(manager.chooseServerAlias("DSA", null, null)).isNull();
        assertThat(manager.getCertificateChain("no such alias")).isNull();
        assertThat(manager.getPrivateKey("no such alias")).isNull();
    }

    /// A client without SNI gets a certificate too.
    @Test
    default void thereIsADefaultCertificate() throws Exception {
        var certificates = certificates();
        var first = certificates.current().getFirst();
        var manager = certificates.keyManager();
        var alias = manager.chooseServerAlias(first.getPublicKey().getAlgorithm(), null, null);

        assertThat(manager.getCertificateChain(alias)[0]).isEqualTo(first);
    }
}
