package io.staffetta.tls.outbound.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.spi.tls.NextHop;
import io.staffetta.spi.tls.OutboundTerms.Level;
import io.staffetta.spi.tls.OutboundTlsPolicy;
import io.staffetta.testkit.OutboundTlsPolicyContract;
import io.staffetta.testkit.TestCertificate;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;

class FingerprintOutboundTlsTest implements OutboundTlsPolicyContract {

    private static final String ANY = "00".repeat(32);

    private static TestCertificate authority;
    private static TestCertificate known;

    @BeforeAll
    static void issue() throws Exception {
        authority = TestCertificate.authority("authority");
        known = authority.issue("mx.bank.example");
    }

    @Override
    public OutboundTlsPolicy policy() {
        return with(List.of("bank.example"), ANY);
    }

    @Override
    public NextHop concerned() {
        return new NextHop("bank.example", "mx.bank.example", 25, true);
    }

    @Override
    public NextHop stranger() {
        return new NextHop("shop.example", "mx.shop.example", 25, true);
    }

    @Test
    void theCertificateOrItsKeyIsKnown() throws Exception {
        var certificate = sha256(known.certificate().getEncoded());
        var key = sha256(known.certificate().getPublicKey().getEncoded());
        var colons =
                HexFormat.ofDelimiter(":")
                        .withUpperCase()
                        .formatHex(HexFormat.of().parseHex(certificate));

        for (var written : List.of(certificate, colons, key)) {
            assertThatCode(() -> check(known, ANY, written)).doesNotThrowAnyException();
        }
    }

    @Test
    void nobodyElseIsWhoeverIssuedTheCertificate() throws Exception {
        var certificate = sha256(known.certificate().getEncoded());
        var another = authority.issue("mx.bank.example");

        assertThatThrownBy(() -> check(another, certificate))
                .isInstanceOf(CertificateException.class)
                .hasMessageEndingWith(sha256(another.certificate().getEncoded()));
        // That of the issuer does not do.
        var issuer = sha256(authority.certificate().getEncoded());
        assertThatThrownBy(() -> check(known, issuer)).isInstanceOf(CertificateException.class);
    }

    @Test
    void namesDoNotMatter() throws Exception {
        var terms = policy().terms(concerned()).orElseThrow();

        assertThat(terms.level()).isEqualTo(Level.VERIFY);
        assertThat(terms.names()).isEmpty();
    }

    @Test
    void whatIsNoFingerprint() {
        for (var text : List.of("", "00", ANY + "00", "zz".repeat(32))) {
            assertThatThrownBy(() -> with(List.of("bank.example"), text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("fingerprint: " + text + " is no SHA-256 in hexadecimal digits");
        }
        assertThatThrownBy(() -> with(List.of("bank.example")))
                .hasMessage("fingerprint: at least one is needed");
        assertThatThrownBy(() -> with(List.of(), ANY)).hasMessage("domain: at least one is needed");
    }

    private void check(TestCertificate shown, String... fingerprints) throws Exception {
        var policy = with(List.of("bank.example"), fingerprints);
        var chain = new X509Certificate[] {shown.certificate(), authority.certificate()};
        policy.terms(concerned()).orElseThrow().trust().checkServerTrusted(chain, "UNKNOWN");
    }

    private static OutboundTlsPolicy with(List<String> domains, String... fingerprints) {
        return new FingerprintOutboundTls(
                new FingerprintOutboundTlsSettings(domains, List.of(fingerprints)));
    }

    private static String sha256(byte[] octets) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
    }
}
