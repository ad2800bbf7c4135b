package io.staffetta.tls.implicit;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.tls.TlsPolicy;
import io.staffetta.spi.tls.TlsTerms;
import io.staffetta.spi.tls.TlsTerms.ClientCertificate;
import io.staffetta.spi.tls.TlsTerms.Required;
import io.staffetta.spi.tls.TlsTerms.Start;
import io.staffetta.testkit.TlsPolicyContract;

import org.junit.jupiter.api.Test;

class ImplicitTlsTest implements TlsPolicyContract {

    @Override
    public TlsPolicy policy() {
        return with(null);
    }

    @Test
    void tlsStartsWithTheFirstOctet() {
        assertThat(policy().terms("smtps"))
                .isEqualTo(new TlsTerms(Start.IMPLICIT, Required.MAIL, ClientCertificate.NONE));
    }

    @Test
    void aClientCertificateMayBeRequired() {
        assertThat(with(ClientCertificate.REQUIRE).terms("smtps").clientCertificate())
                .isEqualTo(ClientCertificate.REQUIRE);
    }

    private static TlsPolicy with(ClientCertificate clientCertificate) {
        return new ImplicitTls(new ImplicitTlsSettings(clientCertificate));
    }
}
