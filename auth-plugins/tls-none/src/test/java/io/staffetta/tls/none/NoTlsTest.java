package io.staffetta.tls.none;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.tls.TlsPolicy;
import io.staffetta.spi.tls.TlsTerms.ClientCertificate;
import io.staffetta.spi.tls.TlsTerms.Required;
import io.staffetta.spi.tls.TlsTerms.Start;
import io.staffetta.testkit.TlsPolicyContract;

import org.junit.jupiter.api.Test;

class NoTlsTest implements TlsPolicyContract {

    @Override
    public TlsPolicy policy() {
        return new NoTls();
    }

    @Test
    void tlsNeverStarts() {
        var terms = policy().terms("mx");

        assertThat(terms.start()).isEqualTo(Start.NEVER);
        assertThat(terms.required()).isEqualTo(Required.NOTHING);
        assertThat(terms.clientCertificate()).isEqualTo(ClientCertificate.NONE);
    }
}
