package io.staffetta.tls.outbound.encrypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.spi.tls.NextHop;
import io.staffetta.spi.tls.OutboundTerms;
import io.staffetta.spi.tls.OutboundTerms.Level;
import io.staffetta.spi.tls.OutboundTlsPolicy;
import io.staffetta.testkit.OutboundTlsPolicyContract;

import org.junit.jupiter.api.Test;

import java.util.List;

class EncryptOutboundTlsTest implements OutboundTlsPolicyContract {

    @Override
    public OutboundTlsPolicy policy() {
        return with("bank.example", ".Example.NET");
    }

    @Override
    public NextHop concerned() {
        return new NextHop("bank.example", "mx.bank.example", 25, true);
    }

    @Override
    public NextHop stranger() {
        return new NextHop("example.net", "mx.other.example", 25, true);
    }

    @Test
    void withoutDomainsItIsForAll() {
        assertThat(with().terms(stranger()))
                .contains(
                        OutboundTerms.of(
                                "encrypt", Level.ENCRYPT, "configured for every destination"));
    }

    @Test
    void destinationsBelowADomain() {
        var terms =
                with("bank.example", ".Example.NET")
                        .terms(new NextHop("a.b.example.net", "mx.other.example", 25, true));

        assertThat(terms)
                .contains(
                        OutboundTerms.of(
                                "encrypt",
                                Level.ENCRYPT,
                                "configured for .example.net, bank.example"));
    }

    @Test
    void hostsThatRoutesNameCount() {
        assertThat(with("mx.example").terms(new NextHop("a.example", "mx.example", 25, false)))
                .isPresent();
    }

    @Test
    void hostsLearntFromMxCount() {
        assertThat(with("mx.example").terms(new NextHop("a.example", "mx.example", 25, true)))
                .isPresent();
    }

    @Test
    void aBadDomainIsRefused() {
        assertThatThrownBy(() -> with("no domain"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no domain");
    }

    private static EncryptOutboundTls with(String... domains) {
        return new EncryptOutboundTls(new EncryptOutboundTlsSettings(List.of(domains)));
    }
}
