package io.staffetta.tls.outbound.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.spi.tls.NextHop;
import io.staffetta.spi.tls.OutboundTerms;
import io.staffetta.spi.tls.OutboundTerms.Level;
import io.staffetta.spi.tls.OutboundTlsPolicy;
import io.staffetta.testkit.FixedFacts;
import io.staffetta.testkit.OutboundTlsPolicyContract;
import io.staffetta.testkit.TestCertificate;
import io.staffetta.tls.outbound.verify.VerifyOutboundTlsSettings.Match;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

class VerifyOutboundTlsTest implements OutboundTlsPolicyContract {

    private static final NextHop BANK = new NextHop("bank.example", "mx.host.example", 25, true);

    @TempDir Path folder;
    private TestCertificate authority;
    private TestCertificate other;

    @BeforeEach
    void authorities() throws Exception {
        authority = TestCertificate.authority("authority");
        other = TestCertificate.authority("other");
        Files.writeString(folder.resolve("ca.pem"), authority.pem());
        Files.writeString(folder.resolve("both.pem"), "# ours\n" + authority.pem() + other.pem());
    }

    @Override
    public OutboundTlsPolicy policy() {
        return with(List.of("bank.example"), List.of(), null, "ca.pem");
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
    void theSystemsAuthoritiesByDefault() throws Exception {
        var policy = with(List.of(), List.of(), null, null);
        policy.start();

        assertThat(policy.terms(BANK))
                .contains(
                        new OutboundTerms(
                                "verify",
                                Level.VERIFY,
                                "configured for every destination",
                                Set.of("mx.host.example"),
                                null,
                                null));
    }

    @Test
    void theHostOfARouteOrItsDestination() {
        assertThat(names(null, new NextHop("bank.example", "smtp.bank.example", 25, false)))
                .containsExactlyInAnyOrder("smtp.bank.example", "bank.example");
        assertThat(names(null, new NextHop("bank.example", "bank.example", 25, false)))
                .containsExactly("bank.example");
        assertThat(names(null, new NextHop("[192.0.2.1]", "[192.0.2.1]", 25, false)))
                .containsExactly("[192.0.2.1]");
    }

    @Test
    void theDestinationWhateverDnsSays() {
        assertThat(names(Match.DESTINATION, BANK))
                .containsExactlyInAnyOrder("bank.example", ".bank.example");
        assertThat(names(Match.DESTINATION, new NextHop("[192.0.2.1]", "[192.0.2.1]", 25, false)))
                .containsExactly("[192.0.2.1]");
    }

    @Test
    void theNamesOfTheOperator() {
        var policy = with(List.of(), List.of("MX.Example", ".bücher.example"), null, null);

        assertThat(policy.terms(BANK).orElseThrow().names())
                .containsExactlyInAnyOrder("mx.example", ".xn--bcher-kva.example");
    }

    @Test
    void namesAndMatchExcludeEachOther() {
        assertThatThrownBy(() -> with(List.of(), List.of("a.example"), Match.HOST, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("names and match exclude each other");
    }

    @Test
    void onlyTheAuthoritiesOfTheFileAreBelieved() throws Exception {
        var good = authority.issue("mx.host.example").certificate();
        var bad = other.issue("mx.host.example").certificate();

        assertThat(isTrusted("ca.pem", good)).isTrue();
        assertThat(isTrusted("ca.pem", bad)).isFalse();
        assertThat(isTrusted("both.pem", good)).isTrue();
        assertThat(isTrusted("both.pem", bad)).isTrue();
    }

    @Test
    void oneTrustManagerForAllAnswers() throws Exception {
        var policy = with(List.of(), List.of(), Match.HOST, "ca.pem");
        policy.start();

        assertThat(policy.terms(BANK).orElseThrow().trust())
                .isNotNull()
                .isSameAs(policy.terms(stranger()).orElseThrow().trust());
    }

    @Test
    void aFileThatIsNotThereOrHasNoCertificate() throws Exception {
        Files.writeString(folder.resolve("empty.pem"), "");
        Files.writeString(folder.resolve("junk.pem"), "-----BEGIN CERTIFICATE-----\njunk\n");

        for (var file : List.of("none.pem", "empty.pem", "junk.pem")) {
            assertThatThrownBy(() -> with(List.of(), List.of(), null, file).start())
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(folder.resolve(file) + ": ")
                    .message()
                    .doesNotContain("\n");
        }
    }

    private boolean isTrusted(String file, X509Certificate certificate) throws Exception {
        var policy = with(List.of(), List.of(), null, file);
        policy.start();
        try {
            policy.terms(BANK)
                    .orElseThrow()
                    .trust()
                    .checkServerTrusted(new X509Certificate[] {certificate}, "ECDHE_ECDSA");
            return true;
        } catch (CertificateException e) {
            return false;
        }
    }

    private Iterable<String> names(Match match, NextHop hop) {
        return with(List.of(), List.of(), match, null).terms(hop).orElseThrow().names();
    }

    private VerifyOutboundTls with(
            List<String> domains, List<String> names, Match match, String caFile) {
        var settings =
                new VerifyOutboundTlsSettings(
                        domains, names, match, Optional.ofNullable(caFile).map(Path::of));
        return new VerifyOutboundTls(settings, FixedFacts.in(folder));
    }
}
