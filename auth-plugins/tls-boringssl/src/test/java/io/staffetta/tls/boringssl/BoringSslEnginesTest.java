package io.staffetta.tls.boringssl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.spi.tls.TlsDemands;
import io.staffetta.spi.tls.TlsEngines;
import io.staffetta.spi.tls.TlsTerms.ClientCertificate;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Random;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;

class BoringSslEnginesTest {

    private static final List<String> SUITES =
            List.of(
                    "TLS_AES_128_GCM_SHA256",
                    "TLS_AES_256_GCM_SHA384",
                    "TLS_CHACHA20_POLY1305_SHA256",
                    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");

    private final BoringSsl provider = new BoringSsl();
    private final SSLContext client = client();

    @BeforeEach
    void onlyWhereItLoads() {
        Dialogue.assumeAvailable(provider);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void carriesWhatIsSaidBothWays(String protocol) throws Exception {
        var dialogue = dialogue(engines(), protocol, "a.example.org").shakeHands();
        var octets = new byte[100_000];
        new Random(1).nextBytes(octets);

        assertThat(dialogue.client().getSession().getProtocol()).isEqualTo(protocol);
        // What the server's session says of its version is not to be relied on; this is.
        assertThat(dialogue.server().getSession().getCipherSuite())
                .isEqualTo(dialogue.client().getSession().getCipherSuite());
        assertThat(Dialogue.send(dialogue.client(), dialogue.server(), octets)).isEqualTo(octets);
        assertThat(Dialogue.send(dialogue.server(), dialogue.client(), octets)).isEqualTo(octets);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.example.org", "b.example.org"})
    void tellsTheKeyManagerAndUsWhatNameWasAskedFor(String name) throws Exception {
        var dialogue = dialogue(engines(), "TLSv1.3", name).shakeHands();
        var session = (ExtendedSSLSession) dialogue.server().getSession();

        assertThat(session.getRequestedServerNames()).containsExactly(new SNIHostName(name));
        var shown = (X509Certificate) dialogue.client().getSession().getPeerCertificates()[0];
        assertThat(shown.getSubjectX500Principal().getName()).isEqualTo("CN=" + name);
        assertThat(session.getLocalCertificates()[0]).isEqualTo(shown);
    }

    @Test
    void exportsTheKeysThatTheClientHas() throws Exception {
        var engines = engines();
        var dialogue = dialogue(engines, "TLSv1.3", "a.example.org").shakeHands();
        var of = (ExtendedSSLSession) dialogue.client().getSession();

        assertThat(engines.exportKeyingMaterial(dialogue.server(), "EXPORTER-Channel-Binding", 32))
                .contains(of.exportKeyingMaterialData("EXPORTER-Channel-Binding", new byte[0], 32));
    }

    @Test
    void resumesItsOwnSessionsAndNobodyElses() throws Exception {
        var own = engines();
        var first = dialogue(own, "TLSv1.2", "a.example.org").shakeHands();
        var again = dialogue(own, "TLSv1.2", "a.example.org").shakeHands();
        var other = dialogue(engines(), "TLSv1.2", "a.example.org").shakeHands();

        assertThat(made(again)).isEqualTo(made(first));
        assertThat(other.client().getSession().getId())
                .isNotEqualTo(first.client().getSession().getId());
    }

    @Test
    void refusesVersionsThatAreNotEnabled() {
        var newest =
                provider.engines(
                        new TlsDemands(
                                List.of("TLSv1.3"),
                                SUITES.subList(0, 3),
                                false,
                                ClientCertificate.NONE),
                        Dialogue.keys("server"));
        var dialogue = dialogue(newest, "TLSv1.2", "a.example.org");

        assertThatThrownBy(dialogue::shakeHands).isInstanceOf(SSLException.class);
    }

    @Test
    void refusesToNegotiateAnew() throws Exception {
        var dialogue = dialogue(engines(), "TLSv1.2", "a.example.org").shakeHands();

        assertThatThrownBy(dialogue::shakeHands).isInstanceOf(SSLException.class);
    }

    @Test
    void speaksTls13Alone() throws Exception {
        var newest =
                provider.engines(
                        new TlsDemands(
                                List.of("TLSv1.3"),
                                SUITES.subList(0, 3),
                                false,
                                ClientCertificate.NONE),
                        Dialogue.keys("server"));
        var dialogue = dialogue(newest, "TLSv1.3", "a.example.org").shakeHands();

        assertThat(dialogue.client().getSession().getProtocol()).isEqualTo("TLSv1.3");
    }

    @Test
    void resumesInTls13() throws Exception {
        var own = engines();
        var first = dialogue(own, "TLSv1.3", "a.example.org").shakeHands();
        // Tickets come with the first data.
        Dialogue.send(first.server(), first.client(), new byte[1]);
        var again = dialogue(own, "TLSv1.3", "a.example.org").shakeHands();

        assertThat(made(again)).isEqualTo(made(first));
    }

    @Test
    void whatIsReleasedSaysNothingMore() throws Exception {
        var engines = engines();
        var dialogue = dialogue(engines, "TLSv1.3", "a.example.org").shakeHands();

        engines.release(dialogue.server());

        assertThat(dialogue.server().isOutboundDone()).isTrue();
        assertThat(dialogue.server().isInboundDone()).isTrue();
        assertThat(engines.exportKeyingMaterial(dialogue.server(), "EXPORTER-Channel-Binding", 32))
                .isEmpty();
    }

    @Test
    void releasesWhatNeverShookHands() {
        var engines = engines();
        var engine = engines.engine();

        engines.release(engine);

        assertThat(engine.isOutboundDone()).isTrue();
    }

    private static long made(Dialogue dialogue) {
        return dialogue.client().getSession().getCreationTime();
    }

    private TlsEngines engines() {
        return provider.engines(
                new TlsDemands(
                        List.of("TLSv1.3", "TLSv1.2"), SUITES, false, ClientCertificate.NONE),
                Dialogue.keys("server"));
    }

    private Dialogue dialogue(TlsEngines engines, String protocol, String name) {
        var engine = client.createSSLEngine(name, 25);
        engine.setUseClientMode(true);
        var parameters = engine.getSSLParameters();
        parameters.setProtocols(new String[] {protocol});
        parameters.setServerNames(List.of(new SNIHostName(name)));
        engine.setSSLParameters(parameters);
        return new Dialogue(engine, engines.engine());
    }

    private static SSLContext client() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {Dialogue.trusting("server")}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
