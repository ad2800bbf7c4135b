package io.staffetta.tls.outbound.dane.tlsa;

import static io.staffetta.tls.outbound.dane.tlsa.Issued.Kind.ca;
import static io.staffetta.tls.outbound.dane.tlsa.Issued.Kind.server;
import static io.staffetta.tls.outbound.dane.tlsa.Issued.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;

class TlsaTrustTest {

    private static final String MX = "mx.example.org";

    private static Issued root;
    private static Issued intermediate;
    private static Issued leaf;
    private static Issued other;

    @BeforeAll
    static void issue() throws Exception {
        root = Issued.selfSigned("root", ca());
        intermediate = root.issue("intermediate", ca());
        leaf = intermediate.issue("leaf", server(MX));
        other = Issued.selfSigned("other", ca()).issue("leaf", server(MX));
    }

    @ParameterizedTest
    @CsvSource({"0,0", "0,1", "0,2", "1,0", "1,1", "1,2"})
    void endEntity(int selector, int matching) throws Exception {
        var trust = trust(leaf.tlsa(3, selector, matching));

        assertAccepted(trust, chain(leaf));
        assertRefused(trust, chain(other), "the certificate is another");
        assertRefused(trust, chain(other, leaf), "the certificate is another");
    }

    /// RFC 7672 §3.1.1.
    @Test
    void neitherNameNorDatesOfAnEndEntityCount() throws Exception {
        var stale = Issued.selfSigned("elsewhere", server("elsewhere.example").expired());

        assertAccepted(trust(stale.tlsa(3, 1, 1)), chain(stale));
    }

    @ParameterizedTest
    @CsvSource({"0,0", "0,1", "0,2", "1,0", "1,1", "1,2"})
    void authorityInTheChain(int selector, int matching) throws Exception {
        var top = trust(root.tlsa(2, selector, matching));
        var middle = trust(intermediate.tlsa(2, selector, matching));

        assertAccepted(top, chain(leaf, intermediate, root));
        assertAccepted(top, chain(leaf, root, intermediate));
        assertAccepted(middle, chain(leaf, intermediate));
        assertAccepted(middle, chain(leaf, intermediate, root));
        assertRefused(top, chain(other, root), "no valid chain leads to an authority");
    }

    @Test
    void authorityThatIsNotInTheChainButWhollyInTheRecord() throws Exception {
        assertAccepted(trust(root.tlsa(2, 0, 0)), chain(leaf, intermediate));
        assertAccepted(trust(root.tlsa(2, 1, 0)), chain(leaf, intermediate));
        assertRefused(
                trust(root.tlsa(2, 0, 1)),
                chain(leaf, intermediate),
                "its chain has none of the authorities");
        assertRefused(
                trust(root.tlsa(2, 0, 0)), chain(leaf), "no valid chain leads to an authority");
    }

    @Test
    void aCertificateIsNoAuthorityForItself() throws Exception {
        assertRefused(
                trust(leaf.tlsa(2, 0, 1)),
                chain(leaf, intermediate, root),
                "none of the authorities");
    }

    @Test
    void aCertificateThatIsNoAuthorityVouchesForNobody() throws Exception {
        var impostor = leaf.issue("impostor", server(MX));

        assertRefused(
                trust(leaf.tlsa(2, 0, 1)),
                chain(impostor, leaf, intermediate, root),
                "the authority's certificate is none");
        assertRefused(
                trust(root.tlsa(2, 0, 1)),
                chain(impostor, leaf, intermediate, root),
                "no valid chain");
    }

    @Test
    void datesOfAnAuthoritysChainCount() throws Exception {
        var staleLeaf = root.issue("leaf", server(MX).expired());
        var staleRoot = Issued.selfSigned("stale", ca().expired());
        var staleMiddle = root.issue("middle", ca().expired());

        assertRefused(trust(root.tlsa(2, 0, 1)), chain(staleLeaf, root), "no valid chain");
        assertRefused(
                trust(staleRoot.tlsa(2, 0, 1)),
                chain(staleRoot.issue("leaf", server(MX)), staleRoot),
                "the authority's certificate is none, or has expired");
        assertRefused(
                trust(root.tlsa(2, 0, 1)),
                chain(staleMiddle.issue("leaf", server(MX)), staleMiddle, root),
                "no valid chain");
    }

    @Test
    void purposeOfAnAuthoritysCertificateCounts() throws Exception {
        var mail = root.issue("leaf", server(MX).of(KeyPurposeId.id_kp_emailProtection));

        assertRefused(trust(root.tlsa(2, 1, 1)), chain(mail, root), "no valid chain");
    }

    @ParameterizedTest
    @CsvSource({
        "mx.example.org,true",
        "MX.Example.ORG,true",
        "*.example.org,true",
        "*.org,false",
        "*,false",
        "example.org,true",
        "*.mx.example.org,false",
        "m*.example.org,false",
        "mx.example.net,false"
    })
    void namesWithAnAuthority(String presented, boolean fits) throws Exception {
        var trust = trust(Set.of(MX, "example.org"), root.tlsa(2, 0, 1));
        var shown = chain(root.issue("anything", server(presented)), root);

        if (fits) {
            assertAccepted(trust, shown);
        } else {
            assertRefused(trust, shown, "the certificate is for");
        }
    }

    @Test
    void theCommonNameCountsOnlyWithoutAlternatives() throws Exception {
        var trust = trust(root.tlsa(2, 0, 1));

        assertAccepted(trust, chain(root.issue(MX, server()), root));
        assertRefused(trust, chain(root.issue(MX, server("a.example")), root), "[a.example]");
    }

    @Test
    void oneOfSeveralRecordsIsEnough() throws Exception {
        assertAccepted(trust(other.tlsa(3, 1, 1), leaf.tlsa(3, 1, 1)), chain(leaf));
        assertAccepted(
                trust(other.tlsa(3, 1, 1), root.tlsa(2, 1, 1)), chain(leaf, intermediate, root));
    }

    /// RFC 7671 §9: the weaker digest does not count once there is a stronger one.
    @Test
    void theStrongestDigestDecides() throws Exception {
        var trust = trust(leaf.tlsa(3, 1, 1), other.tlsa(3, 1, 2));

        assertRefused(trust, chain(leaf), "the certificate is another");
        assertAccepted(trust, chain(other));
        assertAccepted(trust(leaf.tlsa(3, 1, 0), other.tlsa(3, 1, 2)), chain(leaf));
        assertAccepted(trust(leaf.tlsa(3, 0, 1), other.tlsa(3, 1, 2)), chain(leaf));
    }

    @Test
    void recordsOfNoUse() throws Exception {
        var good = leaf.tlsa(3, 1, 1);

        for (var bad :
                List.of(
                        leaf.tlsa(0, 0, 1),
                        leaf.tlsa(1, 1, 1),
                        new Tlsa(4, 1, 1, good.data()),
                        new Tlsa(3, 2, 1, good.data()),
                        new Tlsa(3, 1, 3, good.data()),
                        new Tlsa(3, 1, 1, good.data().substring(2)),
                        new Tlsa(3, 1, 2, good.data()),
                        new Tlsa(3, 1, 1, ""),
                        new Tlsa(3, 0, 0, ""),
                        new Tlsa(3, 0, 0, good.data()),
                        new Tlsa(2, 1, 0, good.data()))) {
            assertThat(new TlsaRecords("_25._tcp." + MX, List.of(bad)).usable())
                    .as("%s", bad)
                    .isEmpty();
            assertRefused(trust(bad), chain(leaf), "the certificate is another");
        }
    }

    @Test
    void aBrokenRecordDoesNotHideAWeakerOne() throws Exception {
        var broken = new Tlsa(3, 1, 2, "00");

        assertAccepted(trust(leaf.tlsa(3, 1, 1), broken), chain(leaf));
    }

    @Test
    void equalWhateverTheOrder() throws Exception {
        var one = leaf.tlsa(3, 1, 1);
        var two = root.tlsa(2, 1, 1);

        assertThat(trust(one, two)).isEqualTo(trust(two, one)).hasSameHashCodeAs(trust(two, one));
        assertThat(trust(one)).isNotEqualTo(trust(two));
        assertThat(trust(Set.of("a.example"), one)).isNotEqualTo(trust(one));
        assertThat(new TlsaRecords("x", List.of(one, two, one)).lines())
                .containsExactly(two.toString(), one.toString());
    }

    @Test
    void nothingElse() throws Exception {
        var trust = trust(leaf.tlsa(3, 1, 1));

        assertRefused(trust, new X509Certificate[0], "the server shows no certificate");
        assertThat(trust.getAcceptedIssuers()).isEmpty();
        assertThatThrownBy(() -> trust.checkClientTrusted(chain(leaf), "EC"))
                .isInstanceOf(CertificateException.class);
    }

    private static TlsaTrust trust(Tlsa... records) {
        return trust(Set.of(MX), records);
    }

    private static TlsaTrust trust(Set<String> names, Tlsa... records) {
        return new TlsaTrust(new TlsaRecords("_25._tcp." + MX, List.of(records)), names);
    }

    private static void assertAccepted(TlsaTrust trust, X509Certificate[] chain) {
        assertThatCode(() -> trust.checkServerTrusted(chain, "ECDHE_ECDSA"))
                .doesNotThrowAnyException();
    }

    private static void assertRefused(TlsaTrust trust, X509Certificate[] chain, String why) {
        assertThatThrownBy(() -> trust.checkServerTrusted(chain, "ECDHE_ECDSA"))
                .isInstanceOf(CertificateException.class)
                .hasMessageContaining(why)
                .message()
                .doesNotContain("\n");
    }
}
