package io.staffetta.tls.opportunistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.spi.tls.TlsPolicy;
import io.staffetta.spi.tls.TlsTerms;
import io.staffetta.spi.tls.TlsTerms.ClientCertificate;
import io.staffetta.spi.tls.TlsTerms.Required;
import io.staffetta.spi.tls.TlsTerms.Start;
import io.staffetta.testkit.TlsPolicyContract;

import org.junit.jupiter.api.Test;

class OpportunisticTlsTest implements TlsPolicyContract {

    @Override
    public TlsPolicy policy() {
        return with(null);
    }

    @Test
    void nothingIsRequiredByDefault() {
        assertThat(policy().terms("mx"))
                .isEqualTo(new TlsTerms(Start.STARTTLS, Required.NOTHING, ClientCertificate.NONE));
    }

    @Test
    void aClientCertificateMayBeAskedFor() {
        assertThat(with(ClientCertificate.REQUEST).terms("mx").clientCertificate())
                .isEqualTo(ClientCertificate.REQUEST);
    }

    @Test
    void aClientCertificateCannotBeRequired() {
        assertThatThrownBy(() -> with(ClientCertificate.REQUIRE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("client-certificate: ");
    }

    private static TlsPolicy with(ClientCertificate clientCertificate) {
        return new OpportunisticTls(new OpportunisticTlsSettings(clientCertificate));
    }
}
