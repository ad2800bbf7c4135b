package io.staffetta.tls.required;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.tls.TlsPolicy;
import io.staffetta.spi.tls.TlsTerms;
import io.staffetta.spi.tls.TlsTerms.ClientCertificate;
import io.staffetta.spi.tls.TlsTerms.Required;
import io.staffetta.spi.tls.TlsTerms.Start;
import io.staffetta.testkit.TlsPolicyContract;
import io.staffetta.tls.required.RequiredTlsSettings.Before;

import org.junit.jupiter.api.Test;

class RequiredTlsTest implements TlsPolicyContract {

    @Override
    public TlsPolicy policy() {
        return with(null, null);
    }

    @Test
    void neitherAuthNorMailInClearByDefault() {
        assertThat(policy().terms("submission"))
                .isEqualTo(new TlsTerms(Start.STARTTLS, Required.MAIL, ClientCertificate.NONE));
    }

    @Test
    void mailInClearIfOnlyAuthNeedsTls() {
        assertThat(with(Before.AUTH, null).terms("mx").required()).isEqualTo(Required.AUTH);
    }

    @Test
    void aClientCertificateMayBeRequired() {
        assertThat(with(null, ClientCertificate.REQUIRE).terms("peers").clientCertificate())
                .isEqualTo(ClientCertificate.REQUIRE);
    }

    private static TlsPolicy with(Before before, ClientCertificate clientCertificate) {
        return new RequiredTls(new RequiredTlsSettings(before, clientCertificate));
    }
}
