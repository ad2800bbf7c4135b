package io.staffetta.tls.boringssl;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.tls.TlsDemands;
import io.staffetta.spi.tls.TlsTerms.ClientCertificate;
import io.staffetta.testkit.TestServer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class BoringSslTest {

    private static final List<String> BOTH = List.of("TLSv1.3", "TLSv1.2");
    private static final String OLDER = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";
    private static final String FOREIGN = "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256";
    private static final List<String> NEWEST =
            List.of(
                    "TLS_AES_128_GCM_SHA256",
                    "TLS_AES_256_GCM_SHA384",
                    "TLS_CHACHA20_POLY1305_SHA256");

    private final BoringSsl provider = new BoringSsl();

    @BeforeEach
    void onlyWhereItLoads() {
        Dialogue.assumeAvailable(provider);
    }

    @Test
    void meetsAProfileLessTheSuitesItDoesNotHave() {
        var suites = List.of(NEWEST.get(0), NEWEST.get(1), NEWEST.get(2), OLDER, FOREIGN);
        var demands = new TlsDemands(BOTH, suites, false, ClientCertificate.NONE);
        assertThat(provider.obstacle(demands)).isEmpty();

        var engine = provider.engines(demands, Dialogue.keys("server")).engine();

        assertThat(engine.getUseClientMode()).isFalse();
        assertThat(engine.getEnabledProtocols()).containsExactlyInAnyOrder("TLSv1.3", "TLSv1.2");
        assertThat(engine.getEnabledCipherSuites()).contains(OLDER).containsAll(NEWEST).hasSize(4);
    }

    @Test
    void leavesToTheJdkASuiteThatWasNamedAndIsMissing() {
        assertThat(obstacle(BOTH, List.of(NEWEST.get(0), OLDER, FOREIGN)))
                .isEqualTo("it has no " + FOREIGN);
    }

    @Test
    void leavesToTheJdkAChoiceAmongTheSuitesOfTls13() {
        assertThat(obstacle(List.of("TLSv1.3"), NEWEST.subList(0, 2)))
                .isEqualTo("its suites of TLS 1.3 cannot be limited");
    }

    @Test
    void leavesToTheJdkAVersionForWhichItHasNoSuite() {
        var demands =
                new TlsDemands(List.of("TLSv1.2"), List.of(FOREIGN), false, ClientCertificate.NONE);
        assertThat(provider.obstacle(demands)).contains("it has none of the suites of TLS 1.2");
    }

    @ParameterizedTest
    @EnumSource(names = {"REQUEST", "REQUIRE"})
    void leavesToTheJdkCertificatesOfClients(ClientCertificate asked) {
        assertThat(provider.obstacle(new TlsDemands(BOTH, NEWEST, false, asked)))
                .contains("clients are asked for certificates");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdk", "boringssl"})
    void theConfigurationChooses(String provider) {
        var config =
                TestServer.DEFAULT_CONFIG.replace(
                        "<storage>", "<tls><provider use=\"" + provider + "\"/></tls><storage>");
        try (var server = TestServer.start(config, new BoringSslPlugin())) {
            assertThat(server.deliveries()).isEmpty();
        }
    }

    private String obstacle(List<String> protocols, List<String> ciphers) {
        return provider.obstacle(new TlsDemands(protocols, ciphers, true, ClientCertificate.NONE))
                .orElseThrow();
    }
}
