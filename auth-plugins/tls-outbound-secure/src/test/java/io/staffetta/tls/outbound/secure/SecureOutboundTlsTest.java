package io.staffetta.tls.outbound.secure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.spi.tls.NextHop;
import io.staffetta.spi.tls.OutboundTerms.Level;
import io.staffetta.spi.tls.OutboundTlsPolicy;
import io.staffetta.testkit.FixedFacts;
import io.staffetta.testkit.OutboundTlsPolicyContract;
import io.staffetta.testkit.TestCertificate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

class SecureOutboundTlsTest implements OutboundTlsPolicyContract {

    private static final NextHop BANK = new NextHop("bank.example", "mx.host.example", 25, true);

    @TempDir Path folder;

    @Override
    public OutboundTlsPolicy policy() {
        return with(List.of("bank.example"), List.of(), Optional.empty());
    }

    @Override
    public NextHop concerned() {
        return BANK;
    }

    @Override
    public NextHop stranger() {
        return new NextHop("shop.example", "mx.shop.example", 25, true);
    }

    @Test
    void theCertificateIsForTheDestinationWhateverHostDnsNames() throws Exception {
        var terms = policy().terms(BANK).orElseThrow();

        assertThat(terms.level()).isEqualTo(Level.VERIFY);
        assertThat(terms.names()).containsExactlyInAnyOrder("bank.example", ".bank.example");
        assertThat(terms.trust()).isNull();
    }

    @Test
    void orForTheNamesOfTheOperator() throws Exception {
        var policy = with(List.of(), List.of("MX.Example", ".bücher.example"), Optional.empty());

        assertThat(policy.terms(BANK).orElseThrow().names())
                .containsExactlyInAnyOrder("mx.example", ".xn--bcher-kva.example");
    }

    @Test
    void anAddressHasNoSubdomains() throws Exception {
        var hop = new NextHop("[192.0.2.1]", "[192.0.2.1]", 25, false);
        var policy = with(List.of(), List.of(), Optional.empty());

        assertThat(policy.terms(hop).orElseThrow().names()).containsExactly("[192.0.2.1]");
    }

    @Test
    void onlyTheAuthoritiesOfTheFileAreBelieved() throws Exception {
        var ours = TestCertificate.authority("ours");
        Files.writeString(folder.resolve("ca.pem"), ours.pem());
        var policy = with(List.of(), List.of(), Optional.of(Path.of("ca.pem")));
        policy.start();

        var trust = policy.terms(BANK).orElseThrow().trust();
        trust.checkServerTrusted(chain(ours.issue("bank.example")), "ECDHE_ECDSA");
        var theirs = TestCertificate.authority("theirs").issue("bank.example");
        assertThatThrownBy(() -> trust.checkServerTrusted(chain(theirs), "ECDHE_ECDSA"))
                .isInstanceOf(CertificateException.class);
        assertThat(policy.terms(stranger()).orElseThrow().trust()).isSameAs(trust);
    }

    @Test
    void aFileThatIsNotThere() {
        var policy = with(List.of(), List.of(), Optional.of(Path.of("none.pem")));

        assertThatThrownBy(policy::start)
                .isInstanceOf(IOException.class)
                .hasMessage(folder.resolve("none.pem") + ": no such file");
    }

    private static X509Certificate[] chain(TestCertificate issued) {
        return new X509Certificate[] {issued.certificate()};
    }

    private OutboundTlsPolicy with(
            List<String> domains, List<String> names, Optional<Path> caFile) {
        return new SecureOutboundTls(
                new SecureOutboundTlsSettings(domains, names, caFile), FixedFacts.in(folder));
    }
}
